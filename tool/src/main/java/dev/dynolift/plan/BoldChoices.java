package dev.dynolift.plan;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Severity;
import dev.dynolift.plan.ServicePlan.Rollout;
import java.util.ArrayList;
import java.util.List;

/** Choices that nobody is kept from, and that somebody may regret. */
final class BoldChoices {

    private BoldChoices() {}

    static List<Finding> findings(MigrationPlan plan) {
        List<Finding> findings = new ArrayList<>();
        for (EnvironmentPlan environment : plan.environments()) {
            locked(environment, findings);
            publicAddresses(environment, findings);
        }
        for (AppPlan app : plan.apps()) {
            app.services().stream()
                    .filter(service ->
                            service.spot().value() && service.rollout().value() == Rollout.ONE_AT_MOST)
                    .forEach(service -> findings.add(alone(app, service)));
        }
        return findings;
    }

    private static void locked(EnvironmentPlan environment, List<Finding> findings) {
        AccessPlan access = environment.access();
        if (access.makesTrail() && access.lock().value() == AccessPlan.Lock.COMPLIANCE) {
            int days = access.keepDays().value();
            findings.add(finding(
                    "trail-locked-for-good",
                    environment.name(),
                    "The trail of " + environment.name() + " is locked for " + days
                            + " days by `lock: compliance`, and nobody can undo that.",
                    "Not even the account's root user, nor AWS, can delete what is written down, or stop paying for it, before"
                            + " its days are over; only closing the whole account ends it.",
                    "Write `lock: governance` unless an auditor demands compliance, and see that `keepDays: " + days
                            + "` is meant."));
        }
    }

    private static void publicAddresses(EnvironmentPlan environment, List<Finding> findings) {
        String range = environment.vpcCidr().value();
        if (!environment.sharesNetwork()
                && AddressRange.of(range)
                        .filter(addresses -> !addresses.isPrivate())
                        .isPresent()) {
            findings.add(finding(
                    "network-of-public-addresses",
                    environment.name(),
                    "The network of " + environment.name() + ", " + range + ", has addresses of the public internet.",
                    "Whoever has them in truth cannot be reached from there: calls to them stay in the network.",
                    "Write a range of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, unless these addresses are yours."));
        }
    }

    private static Finding alone(AppPlan app, ServicePlan service) {
        return finding(
                "single-task-on-spot",
                app.name() + "/" + service.name(),
                service.name() + " of " + app.name() + " has one task at most, and it runs on Spot.",
                "AWS may end it at two minutes' notice, and may have no other for hours: until then nothing does its work.",
                "Write `spot: false`, unless its work can wait.");
    }

    private static Finding finding(String id, String subject, String what, String why, String next) {
        return new Finding(id, Severity.WARNING, subject, what, why, next, "plan");
    }
}
