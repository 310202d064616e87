package dev.dynolift.plan;

import dev.dynolift.inventory.AwsAccount;
import dev.dynolift.inventory.AwsAccount.Quota;
import dev.dynolift.inventory.AwsAccount.Resource;
import dev.dynolift.inventory.Severity;
import java.util.List;
import java.util.Set;

/** Holds what the plan makes against what the account may have and already has. */
final class AccountLimits {

    private static final Set<String> NAMED_BY_PLAN =
            Set.of("RDS instance", "ElastiCache group", "ECS cluster", "load balancer");

    private final Estate estate;
    private final String begin;

    /**
     * Of an estate.
     *
     * @param begin what the names on AWS begin with
     */
    AccountLimits(Estate estate, String begin) {
        this.estate = estate;
        this.begin = begin;
    }

    void check(List<EnvironmentPlan> environments, List<AppPlan> apps) {
        AwsAccount found = estate.inventory().surroundings().aws();
        AwsAccount account =
                found == null ? null : found.in(estate.region().value()).orElse(null);
        if (account == null) {
            return;
        }
        int addresses = environments.stream()
                .mapToInt(environment -> environment.natGateways().value())
                .sum();
        int processors = apps.stream()
                .flatMap(app -> app.services().stream())
                .mapToInt(service -> service.cpu().value() * service.count().value())
                .sum();
        for (Quota quota : account.quotas()) {
            switch (quota.name()) {
                case "VPCs per Region" ->
                    check(quota, environments.size(), "an environment each, unless one shares another's");
                case "Elastic IP addresses" -> check(quota, addresses, "a NAT gateway each");
                case "Fargate vCPUs" -> check(quota, (processors + 1023) / 1024, "for all tasks at once");
                default -> {
                    // Nothing that the plan knows how to count.
                }
            }
        }
        for (EnvironmentPlan environment : environments) {
            String name = begin + "-" + environment.name();
            account.resources().stream()
                    .filter(resource -> NAMED_BY_PLAN.contains(resource.kind())
                            && (resource.name().equals(name) || resource.name().startsWith(name + "-")))
                    .forEach(resource -> collides(resource, name, environment.name()));
        }
    }

    private void check(Quota quota, int needed, String what) {
        Integer limit = quota.limit();
        int used = quota.used() == null ? 0 : quota.used();
        if (limit != null && used + needed > limit) {
            estate.find(
                    "quota-exceeded",
                    Severity.WARNING,
                    quota.name(),
                    "The plan needs " + needed + " " + quota.name() + " (" + what + "); the account may have " + limit
                            + (quota.used() == null ? "." : " and has " + used + "."),
                    "Terraform stops in the middle, when AWS refuses the first one too many.",
                    "Ask AWS for more now, as it can take days: `" + quota.requestFor(used + needed) + "`.");
        }
    }

    private void collides(Resource resource, String name, String environment) {
        String words = resource.kind() + " " + resource.name();
        estate.find(
                "aws-name-taken",
                Severity.WARNING,
                words,
                "The account already has the " + words + ", and what this plan makes is called " + name + " too.",
                "Where two names are equal, Terraform stops in the middle.",
                "If an earlier attempt left it, remove it, or have Terraform take it over: write `" + words
                        + "` in `imports` of " + environment
                        + " in plan.yaml. Else change `name` at the top of plan.yaml.");
    }
}
