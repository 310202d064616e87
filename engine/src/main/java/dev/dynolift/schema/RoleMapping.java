package dev.dynolift.schema;

import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who a role of the source is at the target: the owner of the database there is its owner here, a role of the same name
 * is itself, and any other has nobody.
 *
 * @param named source role to target role, before anything else
 * @param present roles of the target
 */
public record RoleMapping(String sourceOwner, String targetOwner, Map<String, String> named, Set<String> present) {

    /** Means everybody, in grants and policies. */
    static final String EVERYBODY = "";

    public RoleMapping {
        named = Map.copyOf(named);
        present = Set.copyOf(present);
    }

    /** The default, as far as the target's roles allow. */
    static RoleMapping at(Session target, String sourceOwner) {
        return new RoleMapping(
                sourceOwner,
                owner(target),
                Map.of(),
                new TreeSet<>(target.query("SELECT rolname FROM pg_roles", row -> row.getString(1))));
    }

    static String owner(Session session) {
        return session.text("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()");
    }

    /** The role as SQL writes it; empty when nobody stands for it. */
    Optional<String> of(String role) {
        if (role.equals(EVERYBODY)) {
            return Optional.of("PUBLIC");
        }
        String counterpart = named.getOrDefault(role, role.equals(sourceOwner) ? targetOwner : role);
        return counterpart.equals(targetOwner) || present.contains(counterpart)
                ? Optional.of(Names.quote(counterpart))
                : Optional.empty();
    }
}
