package dev.dynolift.inventory;

import org.jspecify.annotations.Nullable;

/**
 * What the Data API tells about a key-value store beyond its version. Every part is null when it could not be read.
 *
 * @param usedMemory as Heroku words it: "1.9MB/25.0MB"
 * @param persistence "None" loses all keys at a restart, "AOF" does not
 * @param keyspaceEvents which events it publishes; empty for none
 */
public record KeyValueDetails(
        @Nullable String usedMemory,
        @Nullable String persistence,
        @Nullable Boolean nativeTls,
        @Nullable String keyspaceEvents,
        @Nullable String maintenanceWindow,
        @Nullable Integer connections) {}
