package dev.dynolift.access;

import dev.dynolift.inventory.Inventory;
import dev.dynolift.naming.EnvironmentEstate;
import dev.dynolift.plan.AccessPlan;
import dev.dynolift.plan.MigrationPlan;
import java.util.Arrays;
import java.util.List;

/**
 * Who may do what in one environment.
 *
 * @param enabled whether the plan makes the roles
 * @param roles empty where it does not
 * @param trail whether the account's trail is made by this environment
 * @param keepDays how long shells and trail are kept
 */
public record EnvironmentAccess(
        String environment,
        boolean enabled,
        int sessionHours,
        boolean trail,
        int keepDays,
        List<RoleHere> roles,
        List<HerokuRights> heroku) {

    public EnvironmentAccess {
        roles = List.copyOf(roles);
        heroku = List.copyOf(heroku);
    }

    /** A role as it is called on AWS, and what one may do in it. */
    public record RoleHere(Role role, String name, String may) {}

    /** All environments of a plan, in its order. */
    public static List<EnvironmentAccess> of(MigrationPlan plan, Inventory inventory) {
        return plan.environments().stream()
                .map(environment -> {
                    AccessPlan access = environment.access();
                    List<HerokuRights> heroku = HerokuRights.in(environment, plan, inventory);
                    String prefix = new EnvironmentEstate(plan, environment).name();
                    return new EnvironmentAccess(
                            environment.name(),
                            access.enabled().value(),
                            access.sessionHours().value(),
                            access.makesTrail(),
                            access.keepDays().value(),
                            access.enabled().value()
                                    ? Arrays.stream(Role.values())
                                            .map(role -> new RoleHere(role, prefix + "-" + role.word(), role.may()))
                                            .toList()
                                    : List.of(),
                            heroku);
                })
                .toList();
    }
}
