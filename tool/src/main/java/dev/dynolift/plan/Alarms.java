package dev.dynolift.plan;

/**
 * How many alarms an environment gets from the Terraform module {@code alarms}, which a test holds this to.
 *
 * @param alarms that go off by themselves
 * @param metrics that they look at, which is what AWS charges for
 */
public record Alarms(int alarms, int metrics) {

    /** Errors, slowness and tasks that are not healthy; the share of errors is worked out from three metrics. */
    private static final Alarms OF_A_TARGET = new Alarms(3, 5);

    /** Those of one environment. */
    public static Alarms of(MigrationPlan plan, EnvironmentPlan environment) {
        Alarms alarms = new Alarms(0, 0);
        for (AppPlan app : plan.appsIn(environment.name())) {
            for (ServicePlan service : app.services()) {
                // Memory and processors.
                alarms = alarms.plus(2);
                if (service.web().isPresent()) {
                    alarms = new Alarms(alarms.alarms + OF_A_TARGET.alarms, alarms.metrics + OF_A_TARGET.metrics);
                }
            }
            // Jobs that could not be started.
            alarms = alarms.plus(app.scheduledJobs().isEmpty() ? 0 : 1);
        }
        for (DatabasePlan database : plan.databasesIn(environment.name())) {
            // Disk, processors, transaction numbers; and what is left of a small instance's credits.
            alarms = alarms.plus(database.instanceClass().value().startsWith("db.t") ? 4 : 3);
        }
        for (CachePlan cache : plan.cachesIn(environment.name())) {
            // Memory and processors of each node.
            alarms = alarms.plus(2 * (cache.replicas().value() + 1));
        }
        return alarms;
    }

    /** With more that look at one metric each. */
    private Alarms plus(int more) {
        return new Alarms(alarms + more, metrics + more);
    }
}
