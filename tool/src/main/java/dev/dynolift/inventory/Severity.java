package dev.dynolift.inventory;

/** How much a finding matters. */
public enum Severity {
    /** The plan is refused until this is settled. */
    BLOCKING,
    /** Something breaks or changes unless somebody acts. */
    WARNING,
    /** Good to know. */
    INFO
}
