package dev.dynolift.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Compares a generated tree with approved files in the repository, so that a change of what is generated is a change
 * that a reviewer sees. To accept what is generated now, run the test with {@code DYNOLIFT_APPROVE=1} in the
 * environment and commit the difference.
 */
public final class ApprovedTree {

    private static final Path APPROVED = Path.of("src", "test", "resources", "approved");

    private ApprovedTree() {}

    /** Compares the files under {@code folder} whose relative path is wanted with {@code approved/<name>}. */
    public static void assertApproved(String name, Path folder, Predicate<String> wanted) throws IOException {
        Map<String, String> generated = files(folder, wanted);
        Path approved = APPROVED.resolve(name);
        if ("1".equals(System.getenv("DYNOLIFT_APPROVE"))) {
            accept(approved, generated);
        }
        String how = "to accept what is generated now, run the test with DYNOLIFT_APPROVE=1 and commit the difference";
        Map<String, String> expected = files(approved, path -> true);
        assertThat(generated.keySet()).as(how).isEqualTo(expected.keySet());
        generated.forEach((path, text) -> assertThat(text).as(path + "; " + how).isEqualTo(expected.get(path)));
    }

    private static Map<String, String> files(Path folder, Predicate<String> wanted) throws IOException {
        Map<String, String> files = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        try (var paths = Files.walk(folder)) {
            paths.filter(Files::isRegularFile).forEach(path -> {
                String relative = folder.relativize(path).toString().replace('\\', '/');
                if (wanted.test(relative)) {
                    try {
                        files.put(relative, Files.readString(path));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            });
        }
        return files;
    }

    private static void accept(Path approved, Map<String, String> generated) throws IOException {
        for (String old : files(approved, path -> true).keySet()) {
            Files.delete(approved.resolve(old));
        }
        for (Map.Entry<String, String> file : generated.entrySet()) {
            Path place = approved.resolve(file.getKey());
            Files.createDirectories(place.getParent());
            Files.writeString(place, file.getValue());
        }
    }
}
