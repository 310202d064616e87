package dev.dynolift.access;

import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.Payer;
import dev.dynolift.inventory.RoleCount;
import dev.dynolift.plan.EnvironmentPlan;
import dev.dynolift.plan.MigrationPlan;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * People with the same rights at Heroku, and the roles that let them go on with their work. Nobody is named: an audit
 * writes down no names.
 *
 * @param where the app or the team
 * @param role at Heroku
 * @param permissions at Heroku, where they are given one by one
 * @param roles on AWS that do as much; never more than the people need who have them
 */
public record HerokuRights(String where, String role, List<String> permissions, int people, List<Role> roles) {

    public HerokuRights {
        permissions = List.copyOf(permissions);
        roles = List.copyOf(roles);
    }

    /** Everybody who has rights in an environment's apps. */
    public static List<HerokuRights> in(EnvironmentPlan environment, MigrationPlan plan, Inventory inventory) {
        List<HerokuRights> rights = new ArrayList<>();
        Set<String> teams = new HashSet<>();
        plan.appsIn(environment.name()).stream()
                .flatMap(app -> inventory.app(app.name()).stream())
                .forEach(app -> {
                    app.people().forEach(people -> rights.add(of("app " + app.name(), people)));
                    team(app, teams, inventory, rights);
                });
        return rights;
    }

    /** Who is in a team without standing at the app, such as its viewers. */
    private static void team(HerokuApp app, Set<String> seen, Inventory inventory, List<HerokuRights> rights) {
        String team = app.team();
        if (team == null || !seen.add(team)) {
            return;
        }
        for (Payer payer : inventory.payers()) {
            List<RoleCount> members = payer.members();
            if (members != null && Objects.equals(payer.team(), team)) {
                members.forEach(people -> rights.add(of("team " + team, people)));
            }
        }
    }

    private static HerokuRights of(String where, RoleCount people) {
        return new HerokuRights(
                where,
                people.role(),
                people.permissions(),
                people.people(),
                List.copyOf(roles(people.role(), people.permissions())));
    }

    /**
     * The roles that do what somebody did at Heroku. Permissions decide where there are any, as in teams with a contract;
     * elsewhere everybody who works at an app may do all but give it away.
     */
    static Set<Role> roles(String role, List<String> permissions) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String permission : permissions) {
            switch (permission) {
                case "deploy" -> roles.add(Role.DEPLOYER);
                case "operate" -> roles.add(Role.OPERATOR);
                case "manage" -> roles.addAll(EnumSet.of(Role.DEPLOYER, Role.OPERATOR, Role.BREAK_GLASS));
                // To see is what every role does, and what is not known gives no more.
                default -> {}
            }
        }
        if (permissions.isEmpty()) {
            switch (role) {
                case "owner", "admin" -> roles.addAll(EnumSet.of(Role.DEPLOYER, Role.OPERATOR, Role.BREAK_GLASS));
                case "member", "collaborator" -> roles.addAll(EnumSet.of(Role.DEPLOYER, Role.OPERATOR));
                default -> {}
            }
        }
        if (roles.isEmpty()) {
            roles.add(Role.VIEWER);
        }
        return roles;
    }
}
