package dev.dynolift.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who pays for audited apps: a team, or the account of the login for its own apps.
 *
 * @param team null for the account
 * @param members how many people have which role in the team, no names; null for an account, and when unknown
 * @param withoutSecondFactor how many of them log in with a password alone; null when unknown
 * @param invoice the newest of a whole period; null when there is none, or it could not be read
 * @param ecoCents the one price a month for all eco dynos together; null when none runs
 */
public record Payer(
        @Nullable String team,
        @Nullable List<RoleCount> members,
        @Nullable Integer withoutSecondFactor,
        @Nullable Invoice invoice,
        @Nullable Integer ecoCents) {

    public Payer {
        members = members == null ? null : List.copyOf(members);
    }

    /** Who has no eco dynos. */
    public Payer(
            @Nullable String team,
            @Nullable List<RoleCount> members,
            @Nullable Integer withoutSecondFactor,
            @Nullable Invoice invoice) {
        this(team, members, withoutSecondFactor, invoice, null);
    }

    /** "the team roasters", "your account". */
    public String words() {
        return team == null ? "your account" : "the team " + team;
    }

    /**
     * What Heroku asked for, for all apps of the payer, audited or not.
     *
     * @param periodStart as Heroku writes it: "2026-10-01"
     * @param chargesCents before credits; null when Heroku does not tell
     */
    public record Invoice(
            String periodStart,
            String periodEnd,
            long totalCents,
            @Nullable Long chargesCents) {}
}
