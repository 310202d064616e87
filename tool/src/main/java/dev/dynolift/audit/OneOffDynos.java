package dev.dynolift.audit;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Reason;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.heroku.HerokuDynos;
import dev.dynolift.heroku.HerokuRefusal;
import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.ConfigVar.Kind;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.Severity;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Asks one-off dynos for what no question to Heroku could tell: whether the secrets that are no setting, all those of which
 * the audit says so, are really in the app's environment: a script of the slug may be overruled by another. Only of apps
 * that the user has named for it, one dyno each, and only when there is something to ask. Whatever goes wrong is a finding
 * of that app.
 */
public final class OneOffDynos {

    /** No dyno is ever started. */
    public static final OneOffDynos NONE = new OneOffDynos(Set.of(), null, EventListener.NONE);

    private final Set<String> confirmed;
    private final @Nullable HerokuDynos heroku;
    private final EventListener events;

    /** @param confirmed the apps of which the user has said that a dyno may be started */
    public OneOffDynos(Set<String> confirmed, @Nullable HerokuDynos heroku, EventListener events) {
        this.confirmed = Set.copyOf(confirmed);
        this.heroku = heroku;
        this.events = events;
    }

    /**
     * Refuses a confirmation that would be dropped.
     *
     * @throws DynoliftException INPUT
     */
    void refuseOthers(Set<String> audited) {
        Set<String> strangers = new TreeSet<>(confirmed);
        strangers.removeAll(audited);
        if (!strangers.isEmpty()) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "--confirm names " + String.join(", ", strangers) + ", which is not audited",
                    "A one-off dyno is started of an audited app only.",
                    "Audited are: " + String.join(", ", audited) + ". Mend the name, or audit that app, too.");
        }
    }

    /** The inventory with what the dynos said; the same when there is nothing to ask. */
    Inventory located(Inventory inventory, Questions questions) {
        if (heroku == null || confirmed.isEmpty()) {
            return inventory;
        }
        List<HerokuApp> apps = new ArrayList<>();
        for (HerokuApp app : inventory.apps()) {
            apps.add(confirmed.contains(app.name()) ? asked(app, heroku, questions) : app);
        }
        return inventory.withApps(apps);
    }

    private HerokuApp asked(HerokuApp app, HerokuDynos dynos, Questions questions) {
        DynoQuestion question = new DynoQuestion(app.configVars().stream()
                .filter(setting -> setting.kind() == Kind.SLUG_ONLY)
                .map(ConfigVar::name)
                .toList());
        if (question.names().isEmpty()) {
            note("No one-off dyno of " + app.name() + " is needed: no secret of it stands in the slug alone.");
            return app;
        }
        String names = String.join(", ", question.names());
        note("Starts a one-off dyno of " + app.name() + ", which ends by itself: it says whether " + names
                + (question.names().size() == 1
                        ? " is set there, and how long. The value stays in the dyno."
                        : " are set there, and how long. The values stay in the dyno."));
        try {
            String output = dynos.output(app.name(), question.command(app), DynoQuestion.LAST);
            Optional<Map<String, DynoQuestion.Answer>> answers = question.read(output);
            if (answers.isPresent()) {
                return located(app, answers.get(), questions);
            }
            questions.find(notLocated(app, question, "its output breaks off, or is that of another program"));
        } catch (HerokuRefusal refusal) {
            String said = refusal.why().isEmpty() ? "" : ": " + refusal.why();
            questions.find(notLocated(app, question, "Heroku started none, with status " + refusal.status() + said));
        } catch (IOException e) {
            questions.find(notLocated(app, question, Reason.of(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DynoliftException(
                    ErrorCode.INTERRUPTED, "the audit was stopped", "", "Run the same command again.", e);
        }
        return app;
    }

    private static HerokuApp located(HerokuApp app, Map<String, DynoQuestion.Answer> answers, Questions questions) {
        List<ConfigVar> settings = new ArrayList<>();
        for (ConfigVar setting : app.configVars()) {
            DynoQuestion.Answer answer = setting.kind() == Kind.SLUG_ONLY ? answers.get(setting.name()) : null;
            if (answer == null) {
                settings.add(setting);
            } else if (answer.bytes() > 0) {
                // What the slug's script says and what a dyno has may be two values; the one that runs counts.
                boolean same = setting.located() != null && setting.sizeBytes() == answer.bytes();
                settings.add(new ConfigVar(
                        setting.name(),
                        Kind.SLUG_ONLY,
                        answer.bytes(),
                        setting.multiline(),
                        answer.braces(),
                        same ? setting.shape() : null,
                        null,
                        ConfigVar.Place.DYNO));
            } else if (setting.located() == null) {
                questions.find(nowhere(app, setting.name()));
            } else {
                settings.add(setting);
                questions.find(inScriptAlone(app, setting.name()));
            }
        }
        return app.withConfigVars(settings);
    }

    private static Finding notLocated(HerokuApp app, DynoQuestion question, String reason) {
        String names = String.join(", ", question.names());
        return new Finding(
                "secret-not-located",
                Severity.WARNING,
                app.name() + " " + names,
                "A one-off dyno was to say whether " + names + (question.names().size() == 1 ? " is" : " are")
                        + " set, and did not: " + reason + ".",
                "Nobody knows whether the value is there that the move has to take along.",
                "Look yourself: `heroku run -a " + app.name() + " printenv " + String.join(" ", question.names())
                        + "`; or audit again with --confirm " + app.name() + ".",
                "/apps/" + app.name() + "/dynos",
                Facts.SLUG);
    }

    private static Finding inScriptAlone(HerokuApp app, String name) {
        return inNoDyno(
                app,
                name,
                Severity.WARNING,
                "A script of the slug sets " + name + ", and a one-off dyno has no such variable.",
                "Another script may take it away again, or sets it for some processes alone.",
                "Look at the script, and decide whether the app still needs the value.");
    }

    private static Finding nowhere(HerokuApp app, String name) {
        return inNoDyno(
                app,
                name,
                Severity.INFO,
                "A one-off dyno has no " + name + ": neither a setting nor the slug sets it.",
                "There is no value of it to take along; the code has its secret from somewhere else, or none.",
                "Nothing, when the app keeps it in its encrypted credentials.");
    }

    private static Finding inNoDyno(
            HerokuApp app, String name, Severity severity, String what, String why, String next) {
        return new Finding(
                "secret-in-no-dyno",
                severity,
                app.name() + " " + name,
                what,
                why,
                next,
                "/apps/" + app.name() + "/dynos",
                Facts.SLUG);
    }

    private void note(String text) {
        events.on(new Event.Note(Instant.now(), Event.Level.INFO, text));
    }
}
