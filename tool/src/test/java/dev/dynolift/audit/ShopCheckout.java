package dev.dynolift.audit;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** The base of tests that write the checkout of an app called shop, and look what an audit of it alone tells. */
abstract class ShopCheckout {

    @TempDir
    Path folder;

    Inventory audit() {
        return Audit.ofRepository(folder, "shop");
    }

    List<Finding> found(String id) {
        return audit().findings().stream()
                .filter(finding -> finding.id().equals(id))
                .toList();
    }

    void write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
