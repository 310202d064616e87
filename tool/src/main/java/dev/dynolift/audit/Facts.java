package dev.dynolift.audit;

import dev.dynolift.inventory.Finding;

/** Rows of the page of facts, for findings that only the reading itself can make. */
final class Facts {

    /** Settings are made anew or copied. */
    static final String SETTINGS = Finding.FACTS + "b19";
    /** The files that only the slug has. */
    static final String SLUG = Finding.FACTS + "b15";
    /** Dumps and roles. */
    static final String ROLES = Finding.FACTS + "b22";
    /** What databases hold that not every server has. */
    static final String DATABASES = Finding.FACTS + "b23";
    /** Scheduler and its jobs. */
    static final String SCHEDULER = Finding.FACTS + "b36";
    /** Hosts under herokuapp.com. */
    static final String HOSTS = Finding.FACTS + "b39";
    /** What the API gives, and what it refuses. */
    static final String API = Finding.FACTS + "b45";
    /** What runs is not what stands in the repository. */
    static final String DEPLOYED = Finding.FACTS + "b9";

    private Facts() {}
}
