package dev.dynolift.schema;

import dev.dynolift.postgres.Session;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Turns what names roles into entries for one target, and says once for each missing role what it went without. */
final class RoleBoundEntries {

    private final RoleMapping mapping;
    private final String database;
    private final List<SchemaEntry> entries = new ArrayList<>();
    private final Map<String, List<String>> missing = new TreeMap<>();

    RoleBoundEntries(Session target, String sourceOwner) {
        this.mapping = RoleMapping.at(target, sourceOwner);
        this.database = target.text("SELECT current_database()");
    }

    /** @param number the first entry's */
    List<SchemaEntry> of(List<RoleBound> bound, int number, Consumer<String> notes) {
        Set<String> cleared = new LinkedHashSet<>();
        for (RoleBound one : bound) {
            if (one instanceof RoleBound.Grant grant && cleared.add(grant.object())) {
                grant.clearance(mapping).ifPresent(sql -> add(number, one, sql));
            }
            one.at(mapping, database).filter(sql -> !sql.isEmpty()).ifPresent(sql -> add(number, one, sql));
            missingRoles(one).forEach(role -> missing.computeIfAbsent(role, name -> new ArrayList<>())
                    .add(one.name()));
        }
        missing.forEach((role, without) -> notes.accept("The target has no role " + role
                + " (or it creates nothing there), so these were left out or narrowed: " + String.join("; ", without)
                + "."));
        return List.copyOf(entries);
    }

    private List<String> missingRoles(RoleBound one) {
        if (one instanceof RoleBound.Policy policy) {
            return policy.missing(mapping);
        }
        if (one.at(mapping, database).isPresent()) {
            return List.of();
        }
        if (one instanceof RoleBound.Grant grant) {
            return List.of(grant.grantee());
        }
        if (one instanceof RoleBound.DefaultPrivilege privilege) {
            return List.of(mapping.of(privilege.grantee()).isEmpty() ? privilege.grantee() : privilege.creator());
        }
        return one instanceof RoleBound.Setting setting ? List.of(setting.role()) : List.of();
    }

    private void add(int number, RoleBound one, String sql) {
        entries.add(new SchemaEntry(number + entries.size(), Section.POST_DATA, one.kind(), one.name(), "", sql));
    }
}
