package dev.dynolift.plan;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Environments by cluster: what keeps one out of another's network, and what to know of those that share one. */
final class SharedNetworks {

    /** What is wrong, and what to write. */
    record Problem(String what, String next) {}

    private SharedNetworks() {}

    /** Why an environment cannot be where it says; empty when it can, or has a network of its own. */
    static Optional<Problem> problem(MigrationPlan plan, EnvironmentPlan environment) {
        if (!environment.sharesNetwork()) {
            return Optional.empty();
        }
        String wanted = environment.place().network().value();
        Optional<EnvironmentPlan> host =
                plan.environment(wanted).filter(other -> !other.name().equals(environment.name()));
        if (host.isEmpty()) {
            return Optional.of(new Problem(
                    "there is no other environment `" + wanted + "` whose network it could share",
                    "Write the name of another environment, or \"\" for a network of its own."));
        }
        if (host.get().sharesNetwork()) {
            return Optional.of(new Problem(
                    wanted + " has no network of its own, but is in that of "
                            + host.get().place().network().value(),
                    "Name the environment that has one."));
        }
        boolean together = plan.regionOf(environment).equals(plan.regionOf(host.get()))
                && environment
                        .place()
                        .account()
                        .value()
                        .equals(host.get().place().account().value());
        return together
                ? Optional.empty()
                : Optional.of(new Problem(
                        "a network is in one region of one account, and " + wanted + " is in another",
                        "Give both the same `region` and `account`, or this one a network of its own: \"\"."));
    }

    /** What nobody is kept from, and should know. */
    static List<Finding> findings(MigrationPlan plan) {
        List<Finding> findings = new ArrayList<>();
        for (EnvironmentPlan environment : plan.environments()) {
            if (environment.sharesNetwork()) {
                EnvironmentPlan host = plan.networkOf(environment);
                findings.add(together(environment, host));
                unprotected(environment, host).ifPresent(findings::add);
                unused(environment, host).ifPresent(findings::add);
            }
        }
        return findings;
    }

    private static Finding together(EnvironmentPlan environment, EnvironmentPlan host) {
        boolean withProduction = isProduction(environment) || isProduction(host);
        return finding(
                "network-shared",
                withProduction ? Severity.WARNING : Severity.INFO,
                environment,
                environment.name() + " shares the network of " + host.name() + ".",
                "Security groups alone keep the two apart: a rule that somebody adds by hand for an address range lets both in."
                        + " Both call others from the same addresses, so a partner's allow list lets "
                        + environment.name() + " in where it means " + host.name()
                        + (withProduction
                                ? ". Auditors (PCI DSS, SOC 2) want production apart, or take both for production."
                                : "."),
                "Where somebody has to answer to an auditor, or partners let addresses in, write `network: \"\"` under `place` of "
                        + environment.name() + ". Else apply " + host.name() + " first and destroy it last.");
    }

    private static Optional<Finding> unprotected(EnvironmentPlan environment, EnvironmentPlan host) {
        return environment.deletionProtection().value()
                        && !host.deletionProtection().value()
                ? Optional.of(finding(
                        "network-of-the-unprotected",
                        Severity.WARNING,
                        environment,
                        environment.name() + ", which is protected, is in the network of " + host.name()
                                + ", which is not.",
                        "`terraform destroy` in " + host.name() + " takes the ways out of " + environment.name()
                                + " away before AWS refuses to delete the rest.",
                        "Let " + host.name() + " share the network of " + environment.name()
                                + " in its place: `network` under `place`."))
                : Optional.empty();
    }

    private static Optional<Finding> unused(EnvironmentPlan environment, EnvironmentPlan host) {
        List<String> edited = Stream.of(
                        edited("vpcCidr", environment.vpcCidr()),
                        edited("zones", environment.zones()),
                        edited("natGateways", environment.natGateways()),
                        edited("awsEndpoints", environment.network().awsEndpoints()),
                        edited("flowLogs", environment.network().flowLogs()))
                .flatMap(Optional::stream)
                .toList();
        boolean narrower = environment.zones().value() > host.zones().value()
                || environment.natGateways().value() > host.natGateways().value();
        if (edited.isEmpty() && !narrower) {
            return Optional.empty();
        }
        return Optional.of(finding(
                "network-values-unused",
                narrower ? Severity.WARNING : Severity.INFO,
                environment,
                "Addresses, zones, NAT gateways, endpoints and flow logs of " + environment.name()
                        + " are those of " + host.name()
                        + (edited.isEmpty()
                                ? "."
                                : "; what you wrote for " + environment.name() + " is not used: "
                                        + String.join(", ", edited) + "."),
                narrower
                        ? host.name() + " has " + host.zones().value() + " zones and "
                                + host.natGateways().value() + " NAT gateways, where " + environment.name()
                                + " would have " + environment.zones().value() + " and "
                                + environment.natGateways().value() + "."
                        : "A network has them once.",
                "Write them for " + host.name() + "."));
    }

    private static Optional<String> edited(String key, Choice<?> choice) {
        return choice.source() == Source.YOURS ? Optional.of("`" + key + "`") : Optional.empty();
    }

    private static boolean isProduction(EnvironmentPlan environment) {
        return environment.name().equals("production");
    }

    private static Finding finding(
            String id, Severity severity, EnvironmentPlan environment, String what, String why, String next) {
        return new Finding(id, severity, environment.name(), what, why, next, "plan");
    }
}
