package dev.dynolift.repository;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.List;

/** What a checkout told, and what in it could not be read. */
public record RepositoryReading(RepositoryFacts facts, List<Finding> findings) {

    public RepositoryReading {
        findings = List.copyOf(findings);
    }
}
