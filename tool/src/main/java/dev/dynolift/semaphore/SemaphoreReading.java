package dev.dynolift.semaphore;

import dev.dynolift.inventory.Delivery;
import dev.dynolift.inventory.Finding;
import java.util.List;

/** What Semaphore told, and what it would not tell. */
public record SemaphoreReading(List<Delivery> deliveries, List<Finding> findings) {

    public SemaphoreReading {
        deliveries = List.copyOf(deliveries);
        findings = List.copyOf(findings);
    }
}
