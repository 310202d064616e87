package dev.dynolift.surroundings;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Surroundings;
import java.util.List;

/** What stands around the apps, and what of it could not be read. */
public record SurroundingsReading(Surroundings surroundings, List<Finding> findings) {

    public SurroundingsReading {
        findings = List.copyOf(findings);
    }
}
