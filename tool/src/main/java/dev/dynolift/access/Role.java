package dev.dynolift.access;

import java.util.Locale;

/** A role that a person takes on, as the Terraform module {@code access} makes it. */
public enum Role {
    VIEWER("sees what runs, its measures and its logs"),
    DEPLOYER("what viewer may, and pushes images and deploys them, and reads the settings that a build needs"),
    OPERATOR(
            "what viewer may, and scales, restarts, runs commands and shells, sets settings, logs in to databases and reads them"),
    AUDITOR("reads the trail, the log of shells and who may do what; changes nothing"),
    BREAK_GLASS(
            "in an emergency: all that bears the estate's tags, but for the trail and people's rights; an alarm goes off");

    private final String may;

    Role(String may) {
        this.may = may;
    }

    /** What a person in this role does: "sees what runs, …". */
    public String may() {
        return may;
    }

    /** As the role's name on AWS ends: "break-glass". */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
