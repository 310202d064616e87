package dev.dynolift.delivery;

import dev.dynolift.inventory.Delivery;
import dev.dynolift.inventory.Finding;
import java.util.List;

/** What the files of CI services told, and what in them could not be read. */
public record DeliveryReading(List<Delivery> deliveries, List<Finding> findings) {

    public DeliveryReading {
        deliveries = List.copyOf(deliveries);
        findings = List.copyOf(findings);
    }
}
