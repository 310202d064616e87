package dev.dynolift.schema;

import dev.dynolift.catalog.Omissions;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A definition that names roles of the source, so that its text is known only when the target's roles are. */
sealed interface RoleBound {

    /** For people: "SELECT on TABLE public.orders to reporting". */
    String name();

    /** As pg_dump calls such definitions. */
    String kind();

    /** The SQL at the target; empty when a role that it needs is not there. */
    Optional<String> at(RoleMapping roles, String database);

    /** All of a source that is not left out, in the order of their application. */
    static List<RoleBound> read(Session source, Omissions omissions) {
        String owner = RoleMapping.owner(source);
        List<RoleBound> bound = new ArrayList<>();
        source.query(sql("policies.sql"), row -> {
            Policy policy = new Policy(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    Arrays.asList((String[]) row.getArray(4).getArray()),
                    row.getString(5),
                    row.getString(6));
            return !omissions.has(row.getLong(7), row.getLong(8)) && bound.add(policy);
        });
        source.query(sql("grants.sql"), row -> {
            Grant grant = new Grant(
                    row.getString(1),
                    row.getBoolean(2),
                    row.getString(3),
                    row.getBoolean(4),
                    row.getString(5),
                    row.getBoolean(6),
                    row.getBoolean(7));
            return !omissions.has(row.getLong(8), row.getLong(9)) && bound.add(grant);
        });
        bound.addAll(source.query(
                sql("default_privileges.sql"),
                row -> new DefaultPrivilege(
                        row.getString(1),
                        owner,
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getBoolean(6),
                        row.getBoolean(7))));
        bound.addAll(source.query(
                sql("settings.sql"),
                row -> new Setting(
                        row.getString(1),
                        row.getString(2),
                        Optional.ofNullable(row.getString(3)).orElse("''"))));
        return bound;
    }

    private static String sql(String file) {
        return SqlFile.of(RoleBound.class, file).text();
    }

    /**
     * Who may see and change which rows. Where one of its roles is missing, the others keep it; where all are, the owner
     * gets it: to nobody would be to everybody.
     */
    record Policy(String table, String policy, String how, List<String> roles, String conditions, String comment)
            implements RoleBound {

        public Policy {
            roles = List.copyOf(roles);
        }

        @Override
        public String name() {
            return "policy " + policy + " on " + table;
        }

        @Override
        public String kind() {
            return "POLICY";
        }

        List<String> missing(RoleMapping mapping) {
            return roles.stream().filter(role -> mapping.of(role).isEmpty()).toList();
        }

        @Override
        public Optional<String> at(RoleMapping mapping, String database) {
            String present = roles.stream()
                    .flatMap(role -> mapping.of(role).stream())
                    .distinct()
                    .collect(Collectors.joining(", "));
            String to = present.isEmpty() ? Names.quote(mapping.targetOwner()) : present;
            String on = Names.quote(policy) + " ON " + table;
            String remark = comment.isEmpty() ? "" : "COMMENT ON POLICY " + on + " IS " + Names.literal(comment) + ";";
            return Optional.of("CREATE POLICY " + on + how + " TO " + to + conditions + ";\n" + remark);
        }
    }

    /**
     * Rights on one object for one role.
     *
     * @param ownerFull whether the owner has all rights on it, as usual
     * @param toOwner whether these are the owner's own
     */
    record Grant(
            String object,
            boolean ownerFull,
            String grantee,
            boolean toOwner,
            String privileges,
            boolean grantable,
            boolean onColumns)
            implements RoleBound {

        @Override
        public String name() {
            return privileges + " on " + object + " to " + (grantee.isEmpty() ? "PUBLIC" : grantee);
        }

        @Override
        public String kind() {
            return "ACL";
        }

        /** What was once given to everybody at a server's making is the target's own affair. */
        private boolean isOfSchemaPublic() {
            return object.equals("SCHEMA public");
        }

        /** Takes away what the object has by default, before anything is granted. */
        Optional<String> clearance(RoleMapping mapping) {
            if (onColumns || isOfSchemaPublic()) {
                return Optional.empty();
            }
            String owner = ownerFull ? "" : ", " + Names.quote(mapping.targetOwner());
            return Optional.of("REVOKE ALL ON " + object + " FROM PUBLIC" + owner);
        }

        @Override
        public Optional<String> at(RoleMapping mapping, String database) {
            boolean needless = privileges.isEmpty() || toOwner && ownerFull || isOfSchemaPublic() && grantee.isEmpty();
            return mapping.of(grantee)
                    .map(role -> needless
                            ? ""
                            : "GRANT " + privileges + " ON " + object + " TO " + role
                                    + (grantable ? " WITH GRANT OPTION" : ""));
        }
    }

    /**
     * Rights on what a role will create; only the owner creates at the target.
     *
     * @param taken whether the grantee loses what PostgreSQL gives by itself
     */
    record DefaultPrivilege(
            String creator,
            String sourceOwner,
            String schema,
            String objects,
            String grantee,
            String privileges,
            boolean grantable,
            boolean taken)
            implements RoleBound {

        @Override
        public String name() {
            return privileges + " on future " + objects + " of " + creator + (taken ? " taken from " : " to ")
                    + (grantee.isEmpty() ? "PUBLIC" : grantee);
        }

        @Override
        public String kind() {
            return "DEFAULT ACL";
        }

        @Override
        public Optional<String> at(RoleMapping mapping, String database) {
            if (!creator.equals(sourceOwner)) {
                return Optional.empty();
            }
            String within = schema.isEmpty() ? "" : " IN SCHEMA " + Names.quote(schema);
            return mapping.of(grantee)
                    .map(role -> "ALTER DEFAULT PRIVILEGES FOR ROLE " + Names.quote(mapping.targetOwner()) + within
                            + (taken ? " REVOKE " : " GRANT ") + privileges + " ON " + objects
                            + (taken ? " FROM " : " TO ") + role
                            + (grantable ? " WITH GRANT OPTION" : ""));
        }
    }

    /** What sessions begin with. A role's setting is made for this database alone: the role may have others. */
    record Setting(String role, String parameter, String value) implements RoleBound {

        @Override
        public String name() {
            return "setting " + parameter + (role.isEmpty() ? "" : " of " + role);
        }

        @Override
        public String kind() {
            return "SETTING";
        }

        @Override
        public Optional<String> at(RoleMapping mapping, String database) {
            String set = " SET " + parameter + " TO " + value;
            if (role.isEmpty()) {
                return Optional.of("ALTER DATABASE " + Names.quote(database) + set);
            }
            return mapping.of(role)
                    .map(counterpart -> "ALTER ROLE " + counterpart + " IN DATABASE " + Names.quote(database) + set);
        }
    }
}
