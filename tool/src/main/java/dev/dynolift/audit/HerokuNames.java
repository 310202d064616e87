package dev.dynolift.audit;

import java.util.Set;

/** The settings that Heroku itself makes. Others that begin so are the app's own, whatever they are called. */
final class HerokuNames {

    /**
     * Of a dyno's metadata (https://devcenter.heroku.com/articles/dyno-metadata), of review apps, of {@code ps:exec}, of
     * the router's pages, and those that every dyno or build has.
     */
    private static final Set<String> MADE = Set.of(
            "DYNO",
            "ERROR_PAGE_URL",
            "HEROKU_APP_DEFAULT_DOMAIN_NAME",
            "HEROKU_APP_ID",
            "HEROKU_APP_NAME",
            "HEROKU_BRANCH",
            "HEROKU_BUILD_COMMIT",
            "HEROKU_BUILD_DESCRIPTION",
            "HEROKU_DYNO_ID",
            "HEROKU_EXEC_URL",
            "HEROKU_PARENT_APP_NAME",
            "HEROKU_PR_NUMBER",
            "HEROKU_RELEASE_CREATED_AT",
            "HEROKU_RELEASE_VERSION",
            "HEROKU_SLUG_COMMIT",
            "HEROKU_SLUG_DESCRIPTION",
            "MAINTENANCE_PAGE_URL",
            "PORT",
            "STACK");

    private HerokuNames() {}

    static boolean has(String name) {
        return MADE.contains(name);
    }
}
