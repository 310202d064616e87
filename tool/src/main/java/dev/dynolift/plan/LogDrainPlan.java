package dev.dynolift.plan;

import java.util.regex.Pattern;

/**
 * Whoever reads an app's log lines elsewhere.
 *
 * @param name unique in its app; the address is in a secret of that name, and nowhere else
 * @param leadsTo scheme and host, for people; empty when nobody has said
 * @param forward whether lines are sent there from AWS, too
 */
public record LogDrainPlan(String name, String leadsTo, Choice<Boolean> forward) {

    /** What the Terraform module takes, too. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");

    private static final Pattern HOST = Pattern.compile("([a-z+]+://)?[A-Za-z0-9._:\\[\\]-]*");

    static LogDrainPlan read(SectionReader reader) {
        LogDrainPlan plan = new LogDrainPlan(
                reader.text("name"), reader.has("leadsTo") ? reader.text("leadsTo") : "", reader.flagChoice("forward"));
        if (!NAME.matcher(plan.name()).matches()) {
            reader.refuse(
                    "name",
                    "`" + plan.name() + "` cannot be the name of a log drain",
                    "Use at most 40 lower-case letters, digits and dashes: papertrail.");
        }
        // Its value is not shown: what is too much of it is the secret.
        if (!HOST.matcher(plan.leadsTo()).matches()) {
            reader.refuse(
                    "leadsTo",
                    "`leadsTo` is more than a host, and the rest of a drain's address holds tokens",
                    "Write a host, such as https://logs.example.com; the address goes into the drain's secret.");
        }
        reader.finish();
        return plan;
    }

    SectionBuilder section() {
        return new SectionBuilder().fact("name", name).fact("leadsTo", leadsTo).choice("forward", forward);
    }
}
