package dev.dynolift.plan;

import java.util.List;

/**
 * Who may do what in an environment, for those who must answer to an auditor.
 *
 * @param enabled whether there are roles for people, encrypted shells and logins to databases by IAM
 * @param principals ARNs of those who may take the roles on: accounts, users, SAML providers; empty: the account's users
 * @param sessionHours how long a role is had, 1 to 12
 * @param trail whether this environment makes the account's trail
 * @param keepDays how long shells and trail are kept; one of CloudWatch's periods
 * @param lock how hard the trail is locked meanwhile
 */
public record AccessPlan(
        Choice<Boolean> enabled,
        Choice<List<String>> principals,
        Choice<Integer> sessionHours,
        Choice<Boolean> trail,
        Choice<Integer> keepDays,
        Choice<Lock> lock) {

    /** What may lift the lock on the trail before its days are over. */
    public enum Lock {
        /** Whoever may change the bucket's policy, which is an alarm. */
        GOVERNANCE,
        /** Nobody. */
        COMPLIANCE
    }

    /** The alarms, and the metrics that they look at: break-glass, root, and changes of the trail. */
    public static final int ALARMS = 3;

    /** In plans of before there was a choice. */
    static final AccessPlan NONE = of(false, true);

    private static final String PERSON_OR_PROVIDER = "arn:[a-z-]+:iam::\\d{12}:(root|user/.+|saml-provider/.+)";

    /** The planner's own. */
    static AccessPlan of(boolean enabled, boolean trail) {
        return new AccessPlan(
                Choice.byDefault(
                        enabled,
                        enabled
                                ? "people get roles for an hour, with a second factor; shells are encrypted and kept; break-glass is an alarm"
                                : "whoever has rights in the account has them here, as in a team at Heroku; true makes roles for people, keeps shells and a trail"),
                Choice.byDefault(
                        List.of(),
                        "the account's own users; or ARNs of other accounts, or of your company's SAML login"),
                Choice.byDefault(1, "after so many hours one logs in again; break-glass always after one"),
                trail
                        ? Choice.byDefault(
                                true, "every call in the account is written down; false where it has a trail already")
                        : Choice.byDefault(
                                false,
                                "another environment's trail sees the whole account; true in an account of its own"),
                Choice.byDefault(400, "shells and trail are kept for a year and the audit after it"),
                Choice.byDefault(
                        Lock.GOVERNANCE,
                        "the trail is locked; with compliance not even the account's root can delete it, or stop paying for it, before its days are over"));
    }

    static AccessPlan read(SectionReader reader) {
        AccessPlan plan = new AccessPlan(
                reader.flagChoice("enabled"),
                reader.textsChoice("principals"),
                reader.wholeChoice("sessionHours", 1, 12),
                reader.flagChoice("trail"),
                reader.wholeChoice("keepDays", 1, 3653),
                reader.wordChoice("lock", Lock.class));
        for (String principal : plan.principals().value()) {
            if (!principal.matches(PERSON_OR_PROVIDER)) {
                // A session of a role carries neither a second factor nor a user's name, and both are asked for.
                reader.refuse(
                        "principals",
                        "`" + principal + "` cannot take on a role"
                                + (principal.contains(":role/") ? ": a role shows no second factor of its own" : ""),
                        "Write the ARN of an account (arn:aws:iam::123456789012:root), a user or a SAML provider.");
            }
        }
        if (reader.has("keepDays")
                && !PlanReading.LOG_RETENTION.contains(plan.keepDays().value())) {
            reader.refuse(
                    "keepDays",
                    "CloudWatch keeps no logs for " + plan.keepDays().value() + " days",
                    "Use one of " + PlanReading.LOG_RETENTION + ".");
        }
        reader.finish();
        return plan;
    }

    SectionBuilder section() {
        return new SectionBuilder()
                .choice("enabled", enabled)
                .choice("principals", principals)
                .choice("sessionHours", sessionHours)
                .choice("trail", trail)
                .choice("keepDays", keepDays)
                .choice("lock", lock);
    }

    /** Whether the account's trail is made here. */
    public boolean makesTrail() {
        return enabled.value() && trail.value();
    }
}
