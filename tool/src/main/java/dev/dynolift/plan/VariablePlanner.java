package dev.dynolift.plan;

import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.OpenConnections;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.SourceMention;
import dev.dynolift.market.BuildpackVariables;
import dev.dynolift.market.BuildpackVariables.BuildpackVariable;
import dev.dynolift.market.DynoMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides on the plain environment variables: what Heroku and its buildpacks set without anybody asking. */
final class VariablePlanner {

    private static final Pattern CONDITION = Pattern.compile("railties >= (\\d+)\\.(\\d+)");

    private VariablePlanner() {}

    static List<VariablePlan> variables(HerokuApp app) {
        List<VariablePlan> variables = new ArrayList<>();
        variables.add(new VariablePlan(
                "PORT",
                Choice.byDefault(
                        String.valueOf(ServicePlanner.PORT),
                        "Heroku picks a port at each start; here it is always this one")));
        String language = language(app);
        if (language != null) {
            for (BuildpackVariable variable : BuildpackVariables.of(language)) {
                if (!isSet(app, variable.name()) && applies(app, variable)) {
                    variables.add(new VariablePlan(variable.name(), value(app, variable)));
                }
            }
        }
        metadata(app).forEach(variables::add);
        for (ConfigVar setting : app.configVars()) {
            boolean standsAlready =
                    variables.stream().anyMatch(variable -> variable.name().equals(setting.name()));
            if (setting.kind() == ConfigVar.Kind.EMPTY && !standsAlready) {
                variables.add(new VariablePlan(
                        setting.name(),
                        Choice.detected("", "empty at Heroku, too; the Parameter Store takes no empty values")));
            }
        }
        return variables;
    }

    /** Only what the code reads: libraries that find DYNO believe that they are at Heroku. */
    private static Stream<VariablePlan> metadata(HerokuApp app) {
        RepositoryFacts repository = app.repository();
        return repository == null
                ? Stream.empty()
                : repository.mentions().stream()
                        .filter(mention -> mention.kind() == SourceMention.Kind.HEROKU_SETTING)
                        .flatMap(mention -> Stream.ofNullable(mention.name()))
                        .distinct()
                        .sorted()
                        .flatMap(name -> DynoMetadata.named(name).stream())
                        .map(one -> new VariablePlan(one.name(), value(app, one)));
    }

    private static Choice<String> value(HerokuApp app, DynoMetadata one) {
        return switch (one) {
            case DYNO ->
                Choice.detected(
                        "run", "the code reads it; each process has its own name in it, and a number: web.1234567890");
            case HEROKU_APP_ID ->
                Choice.detected(Objects.requireNonNullElse(app.id(), ""), "the code reads it; the app's id at Heroku");
            case HEROKU_APP_NAME -> Choice.detected(app.name(), "the code reads it; the app's name at Heroku");
            default -> Choice.detected("", "the code reads it; each deploy sets it, as long as this is empty");
        };
    }

    /** "ruby", "nodejs" or "python", by the last buildpack or the checkout; null when neither tells. */
    static @Nullable String language(HerokuApp app) {
        String known = null;
        for (String buildpack : app.buildpacks()) {
            for (String language : List.of("ruby", "nodejs", "python")) {
                if (buildpack.contains(language)) {
                    known = language;
                }
            }
        }
        RepositoryFacts repository = app.repository();
        if (known != null || repository == null || repository.language() == null) {
            return known;
        }
        return switch (repository.language()) {
            case "ruby" -> "ruby";
            case "node" -> "nodejs";
            case "python" -> "python";
            default -> null;
        };
    }

    /** Buildpacks write <code>${NAME:-value}</code>: an empty setting has the value, too. */
    static boolean isSet(HerokuApp app, String name) {
        return app.configVar(name)
                .filter(setting -> setting.kind() != ConfigVar.Kind.SLUG_ONLY && setting.kind() != ConfigVar.Kind.EMPTY)
                .isPresent();
    }

    private static boolean applies(HerokuApp app, BuildpackVariable variable) {
        RepositoryFacts repository = app.repository();
        Optional<String> rails = repository == null
                ? Optional.empty()
                : repository.version("rails").or(() -> repository.version("railties"));
        Matcher condition = CONDITION.matcher(variable.when());
        if (condition.find()) {
            if (rails.isEmpty()) {
                // Without a checkout nobody can tell; the variable does no harm to an app that is not Rails.
                return repository == null;
            }
            Matcher version = Pattern.compile("(\\d+)\\.(\\d+).*").matcher(rails.get());
            return version.matches() && compare(version, condition) >= 0;
        }
        return switch (variable.when()) {
            case "if railties" -> repository == null || rails.isPresent();
            case "if gunicorn" ->
                repository == null || repository.version("gunicorn").isPresent();
            case "if rack gem" ->
                repository == null
                        || rails.isPresent()
                        || repository.version("rack").isPresent();
            default -> true;
        };
    }

    private static int compare(Matcher version, Matcher condition) {
        int major = Integer.compare(Integer.parseInt(version.group(1)), Integer.parseInt(condition.group(1)));
        return major != 0
                ? major
                : Integer.compare(Integer.parseInt(version.group(2)), Integer.parseInt(condition.group(2)));
    }

    private static Choice<String> value(HerokuApp app, BuildpackVariable variable) {
        RepositoryFacts repository = app.repository();
        boolean sockets = repository != null && OpenConnections.of(repository).isPresent();
        if (variable.name().equals("PUMA_PERSISTENT_TIMEOUT") && sockets) {
            int idle = ServicePlanner.idleTimeout(true).value();
            return Choice.byDefault(
                    String.valueOf(idle + 5),
                    "must be longer than the load balancer's " + idle + " seconds, or visitors see 502");
        }
        return Choice.detected(
                variable.value(), "Heroku's " + variable.language() + " buildpack sets it; an image would not");
    }
}
