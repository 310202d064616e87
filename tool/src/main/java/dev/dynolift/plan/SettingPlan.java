package dev.dynolift.plan;

/** Where the value of one config var goes; the value itself is never in the plan. */
public record SettingPlan(String name, Choice<Destination> destination) {

    /** What becomes of a config var. */
    public enum Destination {
        /** An SSM parameter (SecureString, at most 4096 bytes), free. */
        SSM_PARAMETER,
        /** A secret in Secrets Manager (at most 64 KB), 0.40 USD a month. */
        SECRETS_MANAGER,
        /** A plain environment variable; its value stands under {@code variables}. */
        PLAIN,
        /** Not carried over. */
        DROPPED,
        /** Made anew from what stands on AWS: the address of a database or a cache. */
        REGENERATED
    }

    /** Whether its value comes to the tasks from where values are kept, and not from the plan. */
    public boolean isHandedOver() {
        return destination.value() != Destination.PLAIN && destination.value() != Destination.DROPPED;
    }
}
