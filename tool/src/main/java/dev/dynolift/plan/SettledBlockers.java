package dev.dynolift.plan;

import dev.dynolift.secret.CommandSecrets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The blockers that the user's own choices have settled. */
final class SettledBlockers {

    private static final String KEY_IN_COMMAND = "secret-in-command";

    private SettledBlockers() {}

    /** By {@link Blocker#name()}. */
    static Set<String> names(MigrationPlan plan) {
        Set<String> settled = new HashSet<>(DomainFindings.settled(plan));
        for (CachePlan cache : plan.caches()) {
            if (cache.move().source() == Source.YOURS) {
                // One for each app that keeps jobs there.
                plan.blockers().stream()
                        .filter(blocker -> blocker.finding().id().equals(CachePlanner.RULE_JOBS))
                        .filter(blocker -> blocker.finding().subject().endsWith(" " + cache.herokuAddon()))
                        .forEach(blocker -> settled.add(blocker.name()));
            }
        }
        for (AppPlan app : plan.apps()) {
            for (AddonPlan addon : app.addons()) {
                if (addon.strategy().source() == Source.YOURS
                        && addon.strategy().value() != AddonPlan.Strategy.BLOCK) {
                    String subject = AddonPlanner.subject(app.name(), addon.name());
                    settled.add(AddonPlanner.RULE_UNKNOWN + " " + subject);
                    settled.add(AddonPlanner.RULE_NO_COUNTERPART + " " + subject);
                    settled.add(OtherData.RULE + " " + subject);
                }
            }
            // What may only run once needs no number.
            List<ServicePlan> counted = app.services().stream()
                    .filter(service -> service.rollout().value() != ServicePlan.Rollout.ONE_AT_MOST)
                    .toList();
            if (!counted.isEmpty()
                    && counted.stream().allMatch(service -> service.count().source() == Source.YOURS)) {
                settled.add(ServicePlanner.RULE_DYNOS + " " + app.name());
            }
            settleCommands(settled, plan, app);
            app.services()
                    .forEach(service ->
                            settleSize(settled, app.name() + "/" + service.name(), service.cpu(), service.memoryMib()));
            app.release()
                    .ifPresent(release ->
                            settleSize(settled, app.name() + "/release", release.cpu(), release.memoryMib()));
            app.scheduledJobs()
                    .forEach(job -> settleSize(settled, app.name() + "/" + job.name(), job.cpu(), job.memoryMib()));
        }
        return settled;
    }

    private static void settleSize(Set<String> settled, String subject, Choice<Integer> cpu, Choice<Integer> memory) {
        if (cpu.source() == Source.YOURS || memory.source() == Source.YOURS) {
            settled.add("dyno-too-large " + subject);
            settled.add("dyno-size-unknown " + subject);
        }
    }

    /** A command that was written anew, with the setting's name where the key stood. */
    private static void settleCommands(Set<String> settled, MigrationPlan plan, AppPlan app) {
        app.services().stream()
                .filter(service -> isWhole(service.command().value()))
                .forEach(
                        service -> settled.add(KEY_IN_COMMAND + " " + app.name() + ", process type " + service.name()));
        app.release()
                .filter(release -> isWhole(release.command().value()))
                .ifPresent(release -> settled.add(KEY_IN_COMMAND + " " + app.name() + ", release phase"));
        // They have names of their own in the plan, and numbers in the audit.
        if (app.scheduledJobs().stream().allMatch(job -> isWhole(job.command().value()))) {
            plan.blockers().stream()
                    .map(Blocker::name)
                    .filter(name -> name.startsWith(KEY_IN_COMMAND + " " + app.name() + ", Scheduled job "))
                    .forEach(settled::add);
        }
    }

    private static boolean isWhole(String command) {
        return !command.contains(CommandSecrets.PLACEHOLDER);
    }
}
