package dev.dynolift.audit;

import java.util.Set;

/** The settings that Heroku itself makes. Others that begin so are the app's own, whatever they are called. */
final class HerokuNames {

    /**
     * Of a dyno's metadata (https://devcenter.heroku.com/articles/dyno-metadata), of review apps, of {@code ps:exec}, of
     * the router's pages, those that every dyno or build has, and what buildpacks once made settings of: with a slug's PATH
     * an image finds nothing of its own.
     */
    private static final Set<String> MADE = Set.of(
            "BUILDPACK_URL",
            "DYNO",
            "ERROR_PAGE_URL",
            "GEM_PATH",
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
            "PATH",
            "PORT",
            "PROCFILE_PATH",
            "STACK");

    private HerokuNames() {}

    static boolean has(String name) {
        return MADE.contains(name);
    }
}
