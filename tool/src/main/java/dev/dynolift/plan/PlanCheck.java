package dev.dynolift.plan;

/**
 * What only those know who make something of a plan: told where the plan is read, with the plan's own problems and their
 * lines.
 */
public interface PlanCheck {

    /** Nobody else is asked. */
    PlanCheck NONE = (plan, refusals) -> {};

    /** Finds problems, also in a plan that has some already. */
    void check(MigrationPlan plan, Refusals refusals);

    /** Takes problems of environments. */
    interface Refusals {

        /** @param key of the environment, such as {@code imports} */
        void add(String environment, String key, String what, String next);
    }
}
