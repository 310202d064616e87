package dev.dynolift.heroku;

/** Heroku's services, each at a host of its own. Only the Platform API counts requests. */
enum Service {
    PLATFORM("application/vnd.heroku+json; version=3"),
    /** The command line's own variant of the Platform API, which alone tells which settings are masked. */
    PLATFORM_FOR_TOOLS("application/vnd.heroku+json; version=3.sdk"),
    DATA("application/vnd.heroku+json; version=3"),
    SCHEDULER("application/vnd.api+json"),
    GITHUB("application/json"),
    METRICS("application/vnd.heroku+json; version=3");

    private final String accept;

    Service(String accept) {
        this.accept = accept;
    }

    String accept() {
        return accept;
    }

    boolean countsRequests() {
        return this == PLATFORM || this == PLATFORM_FOR_TOOLS;
    }
}
