package dev.dynolift.plan;

/**
 * Where an environment is.
 *
 * @param region of AWS; empty: the plan's
 * @param account twelve digits; empty: whichever the login belongs to
 * @param network the environment whose network it shares, with a cluster of its own; empty: it has one of its own
 */
public record PlacePlan(Choice<String> region, Choice<String> account, Choice<String> network) {

    private static final Choice<String> OWN_NETWORK = Choice.byDefault(
            "",
            "its own; the name of another environment puts this one's cluster into that one's network, whose ways out are"
                    + " then paid once");

    /** In the plan's own region and the login's account; also in plans of before there was a choice. */
    static final PlacePlan WITH_THE_PLAN = new PlacePlan(
            Choice.byDefault("", "the plan's; another one puts this environment there"),
            Choice.byDefault("", "the login's; with its twelve digits Terraform refuses to work in any other account"),
            OWN_NETWORK);

    static PlacePlan read(SectionReader reader) {
        PlacePlan plan = new PlacePlan(
                reader.textChoice("region"),
                reader.textChoice("account"),
                reader.has("network") ? reader.textChoice("network") : OWN_NETWORK);
        if (!plan.region().value().isEmpty()
                && !PlanReading.REGION.matcher(plan.region().value()).matches()) {
            reader.refuse(
                    "region", "`" + plan.region().value() + "` is no AWS region", "Write one like eu-west-1, or \"\".");
        }
        if (!plan.account().value().matches("(\\d{12})?")) {
            reader.refuse(
                    "account",
                    "`" + plan.account().value() + "` is no AWS account",
                    "Write its twelve digits in quotes, or \"\".");
        }
        reader.finish();
        return plan;
    }

    SectionBuilder section() {
        return new SectionBuilder()
                .choice("region", region)
                .choice("account", account)
                .choice("network", network);
    }
}
