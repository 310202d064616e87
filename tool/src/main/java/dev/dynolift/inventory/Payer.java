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
 * @param usage of the last whole month; null when Heroku does not tell, as of accounts and of teams without a contract
 * @param ecoCents the one price a month for all eco dynos together; null when none runs
 */
public record Payer(
        @Nullable String team,
        @Nullable List<RoleCount> members,
        @Nullable Integer withoutSecondFactor,
        @Nullable Invoice invoice,
        @Nullable Usage usage,
        @Nullable Integer ecoCents) {

    public Payer {
        members = members == null ? null : List.copyOf(members);
    }

    /** Who has no eco dynos, and of whom no usage is known. */
    public Payer(
            @Nullable String team,
            @Nullable List<RoleCount> members,
            @Nullable Integer withoutSecondFactor,
            @Nullable Invoice invoice) {
        this(team, members, withoutSecondFactor, invoice, null, null);
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

    /**
     * What audited apps have used, by Heroku's own count.
     *
     * @param month "2026-10"
     */
    public record Usage(String month, List<AppUsage> apps) {

        public Usage {
            apps = List.copyOf(apps);
        }
    }

    /**
     * What one app has used in a month.
     *
     * @param dynos units of dynos, on average; null when Heroku does not tell, as all of these
     * @param addonCredits for all add-ons
     * @param dataCredits for Heroku's own data services among them
     * @param partnerCredits for those of others among them
     */
    public record AppUsage(
            String app,
            @Nullable Double dynos,
            @Nullable Double addonCredits,
            @Nullable Double dataCredits,
            @Nullable Double partnerCredits) {}
}
