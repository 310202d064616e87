package dev.dynolift.infrastructure;

import dev.dynolift.infrastructure.EstateSummary.Kind;
import dev.dynolift.inventory.LogDrain;
import dev.dynolift.naming.EnvironmentEstate;
import dev.dynolift.plan.AppPlan;
import dev.dynolift.plan.LogDrainPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is told of log drains: that there are any, and how their addresses get in. */
final class LogDrainSteps {

    private LogDrainSteps() {}

    /** Each app with drains has one function for all of them, with a log, a role and a queue; each drain has a secret. */
    static void count(AppPlan app, Map<Kind, Integer> counts) {
        int drains = app.forwardedDrains().size();
        if (drains > 0) {
            List.of(Kind.LOG_FORWARDER, Kind.LOG_GROUP, Kind.ROLE, Kind.QUEUE)
                    .forEach(kind -> counts.merge(kind, 1, Integer::sum));
            counts.merge(Kind.SECRET, drains, Integer::sum);
        }
    }

    static Optional<String> line(String component, AppPlan app) {
        List<LogDrainPlan> drains = app.forwardedDrains();
        return drains.isEmpty()
                ? Optional.empty()
                : Optional.of("a function that sends the log lines of " + component + " on to "
                        + drains.stream().map(LogDrainSteps::called).collect(Collectors.joining(", "))
                        + ", once each address is in its secret");
    }

    /** How the addresses get in; nothing when there are no drains. */
    static String text(List<EnvironmentEstate> estates) {
        List<String> rows = new ArrayList<>();
        for (EnvironmentEstate estate : estates) {
            estate.apps().forEach((component, app) -> app.forwardedDrains()
                    .forEach(drain -> rows.add("| " + called(drain).replace("|", "\\|") + " | `" + app.name() + "` | `"
                            + secret(estate, component, drain) + "` |\n")));
        }
        if (rows.isEmpty()) {
            return "";
        }
        EnvironmentEstate first = estates.stream()
                .filter(estate -> estate.apps().values().stream()
                        .anyMatch(app -> !app.forwardedDrains().isEmpty()))
                .findFirst()
                .orElseThrow();
        Map.Entry<String, AppPlan> app = first.apps().entrySet().stream()
                .filter(entry -> !entry.getValue().forwardedDrains().isEmpty())
                .findFirst()
                .orElseThrow();
        LogDrainPlan drain = app.getValue().forwardedDrains().get(0);
        return """

                ## Put the addresses of log drains in
                Whoever reads the apps' lines today goes on reading them once the drain's address is in its secret. The address holds
                tokens, so it stands nowhere else. Until then nothing is sent, and the function's log says so.

                | leads to | app at Heroku | secret |
                |---|---|---|
                ROWS
                This takes an address out of Heroku without showing it; it needs `jq`, and the host picks the drain:

                ```sh
                heroku drains --json -a APP |
                  jq -c 'map(select(.url | contains("HOST"))) | .[0] // error("no drain has that host") | {url, token}' |
                  aws secretsmanager put-secret-value --secret-id SECRET --region REGION \\
                  --secret-string file:///dev/stdin
                ```

                Of two drains at one host `.[1]` is the second. A drain of an add-on ends with the add-on: for that one ask the vendor for a log destination of an account of your own,
                and put in what you are given, `{"url": "https://…"}`. A private space's drain is said by
                `heroku spaces:drains:get --json --space SPACE | jq -c '{url, token}'`. `modules/log_drain/README.md` says what receivers see, and what
                to do when one does not take lines.
                """.replace("APP", app.getValue().name())
                .replace("HOST", host(drain))
                .replace("SECRET", secret(first, app.getKey(), drain))
                .replace("REGION", first.region())
                .replace("ROWS", String.join("", rows));
    }

    private static String secret(EnvironmentEstate estate, String component, LogDrainPlan drain) {
        return component + "/" + estate.environmentName() + "/log-drain/" + drain.name();
    }

    private static String called(LogDrainPlan drain) {
        return drain.leadsTo().isEmpty() || drain.leadsTo().equals(drain.name())
                ? drain.name()
                : drain.name() + " (" + drain.leadsTo() + ")";
    }

    private static String host(LogDrainPlan drain) {
        String host = drain.leadsTo().replaceFirst("^[a-z+]+://", "");
        return host.isEmpty() || host.equals(LogDrain.UNKNOWN) ? "<a part of its address>" : host;
    }
}
