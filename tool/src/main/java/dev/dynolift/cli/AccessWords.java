package dev.dynolift.cli;

import dev.dynolift.access.EnvironmentAccess;
import dev.dynolift.access.HerokuRights;
import dev.dynolift.access.Role;
import dev.dynolift.aws.LoginEvent;
import dev.dynolift.aws.LoginHistory;
import dev.dynolift.terminal.Console;
import dev.dynolift.terminal.TextTable;
import dev.dynolift.terminal.TextTable.Align;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Puts who may do what, and who has logged in, before a person. */
final class AccessWords {

    /** More than that nobody reads in a terminal. */
    private static final int MOST_LOGINS = 100;

    private static final int NARROWEST = 100;

    private final Console console;
    private final DateTimeFormatter time;

    AccessWords(Console console, ZoneId zone) {
        this.console = console;
        this.time = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss z", Locale.ROOT)
                .withZone(zone);
    }

    void environment(EnvironmentAccess access) {
        if (access.enabled()) {
            console.result("Who may do what in " + access.environment() + ", for "
                    + (access.sessionHours() == 1 ? "an hour" : access.sessionHours() + " hours")
                    + " at a time and with a second factor:");
            access.roles().forEach(role -> console.result("  " + role.name() + "\n      " + role.may()));
            console.result("  Shells " + (access.trail() ? "and the account's trail " : "") + "are kept for "
                    + access.keepDays() + " days.");
        } else {
            console.result("In " + access.environment()
                    + " the plan makes no roles for people: whoever has rights in the AWS account has them there.");
            console.say("To make them: dynolift plan --set environments." + access.environment()
                    + ".access.enabled=true, then dynolift generate");
        }
        if (access.heroku().isEmpty()) {
            console.result("  The inventory has nobody who has rights at Heroku.");
        } else {
            console.result((access.enabled() ? "Who" : "With roles, who")
                    + " has rights at Heroku, and what comes to as much:");
            TextTable table = new TextTable(Align.LEFT, Align.RIGHT, Align.LEFT, Align.LEFT);
            table.header("  at Heroku", "people", "with", "on AWS");
            access.heroku().forEach(rights -> row(table, rights));
            print(table);
            console.result("  Break-glass is for those of them whom you name.");
        }
        console.result("");
    }

    private static void row(TextTable table, HerokuRights rights) {
        table.row(
                "  " + rights.where(),
                String.valueOf(rights.people()),
                rights.role() + (rights.permissions().isEmpty() ? "" : ": " + String.join(", ", rights.permissions())),
                rights.roles().stream().map(Role::word).collect(Collectors.joining(", ")));
    }

    void history(LoginHistory history) {
        List<LoginEvent> events = history.events();
        console.result("Logins since " + time.format(history.since()) + ", by CloudTrail in "
                + String.join(" and ", history.regions()) + ":");
        if (events.isEmpty()) {
            console.result("  Nobody has logged in, taken on a role or opened a shell.");
        } else {
            TextTable table = new TextTable(Align.LEFT, Align.LEFT, Align.LEFT, Align.LEFT, Align.LEFT, Align.LEFT);
            table.header("  when", "who", "did", "from", "second factor", "");
            events.stream()
                    .limit(MOST_LOGINS)
                    .forEach(event -> table.row(
                            "  " + time.format(event.at()),
                            event.who(),
                            event.kind().words() + (event.what().isEmpty() ? "" : ": " + event.what()),
                            event.from(),
                            event.secondFactor().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                            event.failed() ? "failed: " + (event.why().isEmpty() ? "refused" : event.why()) : ""));
            print(table);
        }
        if (events.size() > MOST_LOGINS) {
            console.say((events.size() - MOST_LOGINS) + " more: dynolift access --json");
        }
        if (!history.silent().isEmpty()) {
            console.warn("AWS did not let this login see who logged in to the console in "
                    + String.join(", ", history.silent())
                    + ", where its sign-in page notes some; the trail has them.");
        }
        if (history.services() > 0) {
            console.say("AWS's own services took on roles " + history.services() + " times, which is not listed.");
        }
        if (!history.complete()) {
            console.warn("There is more than was read; ask for fewer days, or look into the trail's bucket.");
        }
    }

    private void print(TextTable table) {
        table.lines(Math.max(console.width(), NARROWEST), console.resultPalette())
                .forEach(console::result);
    }
}
