package dev.dynolift.generate;

import dev.dynolift.plan.EnvironmentPlan;
import dev.dynolift.plan.MigrationPlan;

/** The names on AWS that others than the files here have to know. */
public final class EstateNames {

    private EstateNames() {}

    /** What begins the names of an environment's own things: {@code crema-production}. */
    public static String environment(MigrationPlan plan, EnvironmentPlan environment) {
        return new EnvironmentEstate(plan, environment).name();
    }
}
