package dev.dynolift.terminal;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks for consent, or takes the option that gave it beforehand. Without a person and without the option it refuses. */
public final class Prompt {

    private static final Set<String> CONSENT = Set.of("y", "yes");

    private final Console console;

    public Prompt(Console console) {
        this.console = console;
    }

    /**
     * Goes on only with consent.
     *
     * @param consequence what will happen, a sentence: "12 resources are created in us-east-1."
     * @param yes whether {@code --yes} was given
     * @throws DynoliftException INPUT when nobody can be asked, INTERRUPTED when the answer is no
     */
    public void consent(String consequence, boolean yes) {
        if (yes) {
            return;
        }
        requirePerson(consequence, "If that is meant, run the same command again with --yes.");
        console.say(consequence);
        String answer = console.ask("Go on? [y/N]");
        if (answer == null || !CONSENT.contains(answer.strip().toLowerCase(Locale.ROOT))) {
            throw new DynoliftException(ErrorCode.INTERRUPTED, "nothing was done", "You did not say yes.", "");
        }
    }

    /**
     * Goes on only when the app's name is given or typed, as Heroku's own destructive commands ask it.
     *
     * @param given the value of {@code --confirm}, null when it was not given
     * @throws DynoliftException INPUT when nobody can be asked or {@code --confirm} names another app, INTERRUPTED when
     *     another name is typed
     */
    public void confirm(String consequence, String app, @Nullable String given) {
        if (given != null) {
            if (!given.equals(app)) {
                throw new DynoliftException(
                        ErrorCode.INPUT,
                        "--confirm names another app",
                        "this command acts on " + app + ", not on " + given + ".",
                        "Give --confirm " + app + " if that is the app you mean.");
            }
            return;
        }
        requirePerson(consequence, "If that is meant, run the same command again with --confirm " + app + ".");
        console.say(consequence);
        String answer = console.ask("Type the app's name, " + console.palette().bold(app) + ", to go on:");
        if (answer == null || !answer.strip().equals(app)) {
            throw new DynoliftException(
                    ErrorCode.INTERRUPTED, "nothing was done", "The name that was typed is not " + app + ".", "");
        }
    }

    /** What a person types, such as a code; empty when there is nobody to ask, or nobody is to be asked. */
    public Optional<String> text(String question, boolean askNothing) {
        return askNothing || !console.terminal().input() || !console.terminal().error()
                ? Optional.empty()
                : Optional.ofNullable(console.ask(question));
    }

    /** Where nobody can be asked, what would happen is all that there is to decide by. */
    private void requirePerson(String consequence, String next) {
        if (!console.terminal().input() || !console.terminal().error()) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "this command needs consent, and there is no terminal to ask at",
                    consequence,
                    next);
        }
    }
}
