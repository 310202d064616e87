package dev.dynolift.infrastructure;

import dev.dynolift.infrastructure.EstateSummary.Kind;
import dev.dynolift.naming.EnvironmentEstate;
import dev.dynolift.plan.AccessPlan;
import dev.dynolift.words.Counted;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The part of an environment's values that is about people: what roles they get, and what is written down. */
final class AccessValues {

    /** Viewer, deployer, operator, auditor, break-glass. */
    private static final int ROLES = 5;

    private AccessValues() {}

    static void put(ObjectNode values, EnvironmentEstate estate) {
        AccessPlan access = estate.environment().access();
        if (!access.enabled().value()) {
            return;
        }
        ObjectNode node = values.putObject("access");
        access.principals().value().forEach(node.putArray("principals")::add);
        node.put("session_hours", access.sessionHours().value())
                .put("trail", access.trail().value())
                .put("keep_days", access.keepDays().value())
                .put("lock_mode", access.lock().value().name());
        ArrayNode addresses = node.putArray("addresses");
        Optional.of(estate.environment().alarmAddress().value())
                .filter(address -> !address.isEmpty())
                .ifPresent(addresses::add);
    }

    /** Adds what roles, shells and trail are made of. */
    static void count(EnvironmentEstate estate, Map<Kind, Integer> counts) {
        AccessPlan access = estate.environment().access();
        if (access.enabled().value()) {
            counts.merge(Kind.ROLE, ROLES, Integer::sum);
            counts.merge(Kind.KEY, 1, Integer::sum);
        }
        if (access.makesTrail()) {
            counts.merge(Kind.TRAIL, 1, Integer::sum);
            counts.merge(Kind.KEY, 1, Integer::sum);
            counts.merge(Kind.BUCKET, 1, Integer::sum);
            counts.merge(Kind.LOG_GROUP, 1, Integer::sum);
            counts.merge(Kind.ROLE, 1, Integer::sum);
            counts.merge(Kind.ALARM, AccessPlan.ALARMS, Integer::sum);
        }
    }

    /** What a person reads of it; empty where nobody asked for it. */
    static Optional<String> line(EnvironmentEstate estate) {
        AccessPlan access = estate.environment().access();
        if (!access.enabled().value()) {
            return Optional.empty();
        }
        String days = access.keepDays().value() + " days";
        return Optional.of("roles for people (viewer, deployer, operator, auditor, break-glass), had for "
                + Counted.of(access.sessionHours().value(), "hour")
                + " with a second factor; shells encrypted and kept for "
                + days
                + (access.makesTrail()
                        ? "; a trail of the whole account, locked for " + days + ", with alarms on break-glass and root"
                                + (estate.environment().alarmAddress().value().isEmpty()
                                        ? " that nobody is told of yet"
                                        : "")
                        : "; the trail is made elsewhere"));
    }
}
