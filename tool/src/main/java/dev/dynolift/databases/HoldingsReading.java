package dev.dynolift.databases;

import dev.dynolift.inventory.DatabaseHoldings;
import org.jspecify.annotations.Nullable;

/**
 * What came of a look into a database: either of both.
 *
 * @param problem why nothing could be read, without any login
 */
public record HoldingsReading(
        @Nullable DatabaseHoldings holdings, @Nullable String problem) {}
