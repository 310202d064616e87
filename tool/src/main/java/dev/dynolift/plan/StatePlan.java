package dev.dynolift.plan;

/**
 * Where Terraform keeps what it knows of the estate.
 *
 * @param bucket of S3, for {@link Place#S3}
 * @param organization at Terraform Cloud, for {@link Place#TERRAFORM_CLOUD}; empty otherwise
 */
public record StatePlan(Choice<Place> place, Choice<String> bucket, Choice<String> organization) {

    /** Who keeps the states. */
    public enum Place {
        /** A bucket of the account's own, with a lock beside each state. */
        S3,
        /** Also called HCP Terraform. */
        TERRAFORM_CLOUD,
        /** Files on the machine that applies. */
        LOCAL
    }

    /** As before there was a choice, for plans of then. */
    static StatePlan ofOld(String estate) {
        return new StatePlan(Choice.byDefault(Place.LOCAL, ""), bucket(estate), NO_ORGANIZATION);
    }

    private static final Choice<String> NO_ORGANIZATION =
            Choice.byDefault("", "at Terraform Cloud, where that keeps the states");

    static StatePlan of(String estate) {
        return new StatePlan(
                Choice.byDefault(
                        Place.S3,
                        "a bucket with locks and old versions; terraform-cloud is possible, and local for one person alone"),
                bucket(estate),
                NO_ORGANIZATION);
    }

    private static Choice<String> bucket(String estate) {
        return Choice.byDefault(
                estate + "-terraform", "names of buckets are taken worldwide: choose another if this one is");
    }

    static StatePlan read(SectionReader reader) {
        StatePlan plan = new StatePlan(
                reader.wordChoice("place", Place.class),
                reader.textChoice("bucket"),
                reader.textChoice("organization"));
        boolean inCloud = plan.place().value() == Place.TERRAFORM_CLOUD;
        if (inCloud && !plan.organization().value().matches("[A-Za-z0-9_-]+")) {
            reader.refuse(
                    "organization",
                    plan.organization().value().isEmpty()
                            ? "Terraform Cloud keeps states for an organization, and none is named"
                            : "`" + plan.organization().value() + "` is no name of an organization at Terraform Cloud",
                    "Write its name, as it stands in the address of its pages.");
        }
        if (plan.place().value() == Place.S3 && !plan.bucket().value().matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
            reader.refuse(
                    "bucket",
                    "`" + plan.bucket().value() + "` is no name of a bucket",
                    "Use 3 to 63 lower-case letters, digits, dots and hyphens.");
        }
        reader.finish();
        return plan;
    }

    SectionBuilder section() {
        return new SectionBuilder()
                .choice("place", place)
                .choice("bucket", bucket)
                .choice("organization", organization);
    }
}
