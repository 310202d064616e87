package dev.dynolift.inventory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was running at the time of the audit.
 *
 * @param version as in "v42", the number
 * @param commit of the slug; null for images and unknown ones
 * @param description what Heroku says about it: "Deploy 1a2b3c4d"
 */
public record Release(
        int version,
        @Nullable String commit,
        @Nullable Instant createdAt,
        @Nullable String description) {}
