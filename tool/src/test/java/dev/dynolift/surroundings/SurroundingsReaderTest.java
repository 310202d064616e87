package dev.dynolift.surroundings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.dns.DomainLookup;
import dev.dynolift.dns.NameServer;
import dev.dynolift.dns.SmallNameServer;
import dev.dynolift.event.EventListener;
import dev.dynolift.inventory.Domain;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SurroundingsReaderTest {

    @Test
    void domains_that_were_not_looked_up_are_told() throws Exception {
        List<Domain> domains = new ArrayList<>();
        for (int i = 0; i < 501; i++) {
            domains.add(new Domain("crowd", "d" + i + ".example", true, null, null));
        }
        Inventory inventory = new Inventory(
                Inventory.SCHEMA_VERSION,
                Instant.EPOCH,
                "test",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                domains,
                List.of(),
                List.of());
        try (SmallNameServer server = SmallNameServer.start()) {
            Sources sources = new Sources(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(new DomainLookup(NameServer.at(server.address()))),
                    Optional.empty(),
                    List.of());

            SurroundingsReading reading = new SurroundingsReader(sources, EventListener.NONE)
                    .read(inventory, new SettingClues(), Optional.empty());

            assertThat(reading.surroundings().hosts()).hasSize(500);
            assertThat(reading.findings()).extracting(Finding::what).anyMatch(what -> what.contains("500 of 501"));
        }
    }
}
