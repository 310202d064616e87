package dev.dynolift.audit;

import static dev.dynolift.inventory.Severity.INFO;
import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.ProcessType;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What an app's processes do at Heroku that they will not do by themselves on AWS. */
final class ProcessRules {

    /** The buildpack adds these; they are for people, not for running. */
    private static final Set<String> FOR_PEOPLE = Set.of("console", "rake");

    private static final Set<String> ENDED_STACKS = Set.of("cedar", "cedar-14", "heroku-16", "heroku-18", "heroku-20");

    private ProcessRules() {}

    static void check(HerokuApp app, Consumer<Finding> findings) {
        String formation = "/apps/" + app.name() + "/formation";
        for (ProcessType process : app.processes()) {
            boolean off = process.quantity() == 0 && process.source().equals("formation");
            if (off && !FOR_PEOPLE.contains(process.type())) {
                findings.accept(new Finding(
                        "process-switched-off",
                        INFO,
                        app.name() + "/" + process.type(),
                        "The process type " + process.type() + " has no dynos.",
                        "It does not run today, and is planned with no tasks, too.",
                        "Leave it out of plan.yaml when nobody needs it.",
                        formation));
            }
            if ("eco".equals(process.size())
                    && process.quantity() > 0
                    && process.type().equals("web")) {
                findings.accept(new Finding(
                        "dyno-sleeps",
                        INFO,
                        app.name() + "/web",
                        "The eco dyno sleeps after half an hour without a request.",
                        "A task on AWS runs, and costs, all the time.",
                        "Choose the smallest task in plan.yaml, or switch the service off at night.",
                        formation));
            }
        }
        workers(app, formation, findings);
        stack(app, findings);
        if (app.maintenance()) {
            findings.accept(new Finding(
                    "maintenance-on",
                    INFO,
                    app.name(),
                    "The app is in maintenance mode.",
                    "Its users see Heroku's maintenance page already, and traffic at the audit is not what it usually is.",
                    "Nothing, when that is on purpose.",
                    "/apps/" + app.name()));
        }
    }

    private static void workers(HerokuApp app, String formation, Consumer<Finding> findings) {
        List<String> running = app.processes().stream()
                .filter(process -> process.quantity() > 0 && !process.type().equals("web"))
                .map(ProcessType::type)
                .toList();
        boolean scheduler = !app.scheduledJobs().isEmpty();
        if (running.isEmpty() && !scheduler) {
            return;
        }
        String who = running.stream().collect(Collectors.joining(", "));
        String jobs = running.isEmpty() ? "Scheduler's jobs" : scheduler ? who + " and Scheduler's jobs" : who;
        findings.accept(new Finding(
                "writers-during-maintenance",
                INFO,
                app.name(),
                "Maintenance mode does not stop " + jobs + ".",
                "It only keeps web requests away; whatever else runs goes on writing to the database.",
                "Nothing by hand: the cutover scales them to zero and refuses writes"
                        + (scheduler
                                ? ". Scheduler's own jobs fail loudly meanwhile; remove them in its dashboard before."
                                : "."),
                formation));
    }

    private static void stack(HerokuApp app, Consumer<Finding> findings) {
        String stack = app.stack();
        if (stack == null) {
            return;
        }
        if (ENDED_STACKS.contains(stack)) {
            findings.accept(new Finding(
                    "stack-ended",
                    WARNING,
                    app.name(),
                    "The stack " + stack + " gets no security updates any more.",
                    "The image for AWS is made from a newer Linux, whose libraries differ.",
                    "Build and test the app in the new image before the cutover.",
                    "/apps/" + app.name()));
        } else if (stack.equals("heroku-22")) {
            findings.accept(new Finding(
                    "stack-deprecated",
                    INFO,
                    app.name(),
                    "The stack heroku-22 is deprecated.",
                    "The image for AWS is made from a newer Linux, whose libraries differ.",
                    "Build and test the app in the new image before the cutover.",
                    "/apps/" + app.name()));
        }
    }
}
