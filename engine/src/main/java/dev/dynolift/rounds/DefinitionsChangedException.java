package dev.dynolift.rounds;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import java.util.Collection;

/** A round was made for definitions that the sender has not any more; whoever knows the new ones can make another. */
public final class DefinitionsChangedException extends DynoliftException {

    DefinitionsChangedException(String side, Collection<String> names) {
        super(
                ErrorCode.GATE,
                "definitions at the " + side + " have changed during the move",
                "these came, went or changed: " + String.join(", ", names),
                "Run the same command again.");
    }
}
