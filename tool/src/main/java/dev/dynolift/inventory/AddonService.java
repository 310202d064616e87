package dev.dynolift.inventory;

/**
 * What becomes of a kind of add-on.
 *
 * @param slug Heroku's name of the service: "papertrail"
 * @param treatment what the move does with it
 * @param target what takes its place or what to open, for people: "CloudWatch Logs"; "-" for nothing
 * @param data how its content moves, for people; empty when there is none
 */
public record AddonService(String slug, String category, Treatment treatment, String target, String data) {

    /** What the move does with an add-on. */
    public enum Treatment {
        /** An AWS service takes its place. */
        REPLACE,
        /** It goes on as it is, under a contract with its vendor, since the add-on ends with the app. */
        KEEP,
        /** It has no use outside Heroku. */
        DROP,
        /** It has no counterpart: somebody has to decide first. */
        DECIDE
    }
}
