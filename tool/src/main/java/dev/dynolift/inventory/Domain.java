package dev.dynolift.inventory;

import org.jspecify.annotations.Nullable;

/**
 * A host name under which an app answers.
 *
 * @param custom false for the name that Heroku gave: "crema-1a2b3c.herokuapp.com"
 * @param cname where DNS has to point to: "….herokudns.com"; null for Heroku's own name
 * @param acmStatus "cert issued", "failing" …; null without Heroku's certificates
 * @param acmReason why a certificate could not be had, in Heroku's words; null when there is nothing to say
 */
public record Domain(
        String app,
        String hostname,
        boolean custom,
        @Nullable String cname,
        @Nullable String acmStatus,
        @Nullable String acmReason) {

    /** A domain of which Heroku says no more than the state of its certificate. */
    public Domain(String app, String hostname, boolean custom, @Nullable String cname, @Nullable String acmStatus) {
        this(app, hostname, custom, cname, acmStatus, null);
    }
}
