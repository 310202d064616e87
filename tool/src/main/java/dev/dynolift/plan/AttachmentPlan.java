package dev.dynolift.plan;

/**
 * The config var under which an app finds a database or a cache.
 *
 * @param app the Heroku app's name
 * @param setting the variable: {@code DATABASE_URL}
 */
public record AttachmentPlan(String app, String setting) {

    /** As the plan file writes it: {@code crema:DATABASE_URL}. */
    @Override
    public String toString() {
        return app + ":" + setting;
    }
}
