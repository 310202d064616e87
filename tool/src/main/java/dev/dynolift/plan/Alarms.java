package dev.dynolift.plan;

/**
 * How many alarms an environment gets from the Terraform module {@code alarms}, which a test holds this to.
 *
 * @param alarms that go off by themselves
 * @param metrics that they look at, which is what AWS charges for
 */
public record Alarms(int alarms, int metrics) {

    /** Those of one environment. */
    public static Alarms of(MigrationPlan plan, EnvironmentPlan environment) {
        Alarms alarms = new Alarms(0, 0);
        if (plan.appsIn(environment.name()).stream()
                .anyMatch(app -> app.webService().isPresent())) {
            // Requests that reach no task at all, which only the load balancer sees.
            alarms = alarms.plus(1, 1);
        }
        for (AppPlan app : plan.appsIn(environment.name())) {
            for (ServicePlan service : app.services()) {
                // Memory, processors, tasks that end over and over.
                alarms = alarms.plus(3, 3);
                if (service.web().isPresent()) {
                    // Errors, slowness, tasks that are not healthy; the share of errors is worked out from three
                    // metrics.
                    alarms = alarms.plus(3, 5);
                }
            }
            // Jobs that could not be started.
            int jobs = app.scheduledJobs().isEmpty() ? 0 : 1;
            alarms = alarms.plus(jobs, jobs);
            // Lines that a drain did not take.
            int drains = app.forwardedDrains().isEmpty() ? 0 : 1;
            alarms = alarms.plus(drains, drains);
        }
        for (DatabasePlan database : plan.databasesIn(environment.name())) {
            // Disk, processors, transaction numbers; and what is left of a small instance's credits.
            int each = database.instanceClass().value().startsWith("db.t") ? 4 : 3;
            alarms = alarms.plus(each, each);
        }
        for (MysqlPlan database : plan.mysqlDatabasesIn(environment.name())) {
            // Disk, processors; and what is left of a small instance's credits.
            int each = database.instanceClass().value().startsWith("db.t") ? 3 : 2;
            alarms = alarms.plus(each, each);
        }
        // Processors and swapping.
        int memcaches = plan.memcachesIn(environment.name()).size();
        alarms = alarms.plus(2 * memcaches, 2 * memcaches);
        for (CachePlan cache : plan.cachesIn(environment.name())) {
            // Memory and processors of each node.
            int each = 2 * (cache.replicas().value() + 1);
            alarms = alarms.plus(each, each);
        }
        for (SearchPlan unused : plan.searchesIn(environment.name())) {
            // Lost indexes, disk, memory.
            alarms = alarms.plus(3, 3);
        }
        return alarms;
    }

    private Alarms plus(int more, int lookingAt) {
        return new Alarms(alarms + more, metrics + lookingAt);
    }
}
