package dev.dynolift.plan;

/**
 * What becomes of one add-on.
 *
 * @param name the add-on's name at Heroku, {@code postgresql-curly-12345}
 * @param service the add-on service's slug, {@code heroku-postgresql}
 * @param plan the plan's name without the service, {@code standard-0}
 * @param target what takes its place, or stays
 * @param next what the user has to do; empty when nothing
 */
public record AddonPlan(
        String name, String service, String plan, Choice<Strategy> strategy, String target, String next) {

    /** The ways to treat an add-on. */
    public enum Strategy {
        /** Something on AWS takes its place. */
        REPLACE,
        /** The vendor's service stays in use, with an account of one's own instead of Heroku's. */
        KEEP,
        /** Not needed on AWS. */
        DROP,
        /** Nothing is known to take its place: stops the move until the user decides. */
        BLOCK
    }
}
