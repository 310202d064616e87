package dev.dynolift.plan;

import dev.dynolift.inventory.Finding;

/**
 * A finding that stops {@code generate} and everything after it, until it is gone or the user accepts it.
 *
 * @param accepted true lets the move go on regardless; the name is logged
 */
public record Blocker(Finding finding, Choice<Boolean> accepted) {

    /** The finding's rule and subject, unique in a plan: {@code secret-only-in-slug crema SECRET_KEY_BASE}. */
    public String name() {
        return finding.id() + " " + finding.subject();
    }
}
