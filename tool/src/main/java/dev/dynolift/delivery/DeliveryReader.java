package dev.dynolift.delivery;

import dev.dynolift.inventory.Delivery;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Severity;
import dev.dynolift.yaml.ForeignDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the files of CI services in a checkout, with care: bounded, following no link. */
public final class DeliveryReader {

    private static final long LARGEST_FILE = 1L << 20;
    private static final int MOST_FILES = 200;

    private final Path root;
    private final List<Finding> findings = new ArrayList<>();

    private DeliveryReader(Path root) {
        this.root = root;
    }

    /** What stands in a checkout. */
    public static DeliveryReading read(Path checkout) {
        DeliveryReader reader = new DeliveryReader(checkout.toAbsolutePath().normalize());
        List<Delivery> deliveries = new ArrayList<>();
        reader.folder(".semaphore", CiServices::semaphore, deliveries);
        reader.folder(".github/workflows", CiServices::github, deliveries);
        reader.one(".circleci/config.yml", CiServices::circle, deliveries);
        reader.one(".gitlab-ci.yml", CiServices::gitlab, deliveries);
        reader.one(".travis.yml", CiServices::travis, deliveries);
        return new DeliveryReading(deliveries, reader.findings);
    }

    private void folder(String folder, Function<PipelineFile, Delivery> service, List<Delivery> deliveries) {
        if (!Files.isDirectory(root.resolve(folder), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            files.map(file -> folder + "/" + file.getFileName())
                    .filter(name -> name.endsWith(".yml") || name.endsWith(".yaml"))
                    .sorted()
                    .limit(MOST_FILES)
                    .forEach(name -> one(name, service, deliveries));
        } catch (IOException e) {
            malformed(folder, "cannot be listed");
        }
    }

    private void one(String name, Function<PipelineFile, Delivery> service, List<Delivery> deliveries) {
        Path file = root.resolve(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        text(name, file).ifPresent(text -> {
            PipelineFile read = new PipelineFile(name, text, content(name, text));
            deliveries.add(service.apply(read));
            for (String key : SecretNames.writtenOut(read)) {
                findings.add(new Finding(
                        "secret-in-pipeline-file",
                        Severity.WARNING,
                        read.place(key),
                        "A key or password seems to stand in " + name + " as `" + key + "`.",
                        "Everybody with the repository has it, and it would be taken along.",
                        "Replace it at its issuer, and keep the new one among the CI service's secrets.",
                        name,
                        Finding.FACTS + "f-secrets"));
            }
        });
    }

    private Optional<String> text(String name, Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                malformed(name, "is larger than 1 MB");
                return Optional.empty();
            }
            return Optional.of(Files.readString(file).replace("\r\n", "\n"));
        } catch (IOException e) {
            malformed(name, "is no UTF-8 text, or cannot be read");
            return Optional.empty();
        }
    }

    private @Nullable Object content(String name, String text) {
        Optional<ForeignDocument> document = ForeignDocument.read(name, text);
        if (document.isEmpty()) {
            malformed(name, "is no YAML");
            return null;
        }
        return document.get().content();
    }

    private void malformed(String name, String what) {
        findings.add(new Finding(
                "file-malformed",
                Severity.WARNING,
                name,
                name + " " + what + ".",
                "What it builds and deploys may be missing from the inventory.",
                "Mend the file and run the audit again.",
                name,
                Finding.FACTS + "e2"));
    }
}
