package dev.dynolift.audit;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.repository.RepositoryReader;
import dev.dynolift.repository.RepositoryReading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The code of each app: of one checkout the whole, or the part that the app's settings choose. Each part is read once.
 * Not thread-safe.
 */
final class CodeOfApps {

    private final Optional<Path> checkout;
    private final Map<Map<String, String>, RepositoryReading> readings = new LinkedHashMap<>();

    /** @throws dev.dynolift.error.DynoliftException INPUT when there is no such folder: before anybody is asked anything */
    CodeOfApps(Optional<Path> checkout) {
        checkout.ifPresent(RepositoryReader::requireFolder);
        this.checkout = checkout;
    }

    /**
     * Null without a checkout.
     *
     * @param settings the answer to {@code /apps/NAME/config-vars}, or a missing node
     */
    @Nullable
    RepositoryFacts of(JsonNode settings) {
        Map<String, String> choosing = new TreeMap<>();
        for (String name : RepositoryReader.choosing()) {
            if (settings.path(name).isString()) {
                choosing.put(name, settings.path(name).asString());
            }
        }
        return checkout.map(
                        folder -> readings.computeIfAbsent(choosing, unused -> RepositoryReader.read(folder, choosing)))
                .map(RepositoryReading::facts)
                .orElse(null);
    }

    /** What could not be read in the parts that apps use. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        readings.values().forEach(reading -> findings.addAll(reading.findings()));
        return findings;
    }
}
