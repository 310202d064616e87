package dev.dynolift.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

    @TempDir
    Path folder;

    @Test
    void a_file_is_replaced_and_nothing_is_left_beside_it() throws IOException {
        Path file = Files.writeString(folder.resolve("plan.yaml"), "before, and longer");

        WholeFile.write(file, "after");

        assertThat(file).hasContent("after");
        assertThat(names()).containsExactly("plan.yaml");
    }

    @Test
    void without_its_folder_nothing_is_written() {
        assertThatThrownBy(() -> WholeFile.write(folder.resolve("gone/plan.yaml"), "after"))
                .isInstanceOf(NoSuchFileException.class);
    }

    /** A folder of that name stands for all that refuses the last move: root, as which tests may run, has every right. */
    @Test
    void what_cannot_be_put_into_place_leaves_all_as_it_was() throws IOException {
        Path taken = Files.createDirectories(folder.resolve("plan.yaml/within"));

        assertThatThrownBy(() -> WholeFile.write(folder.resolve("plan.yaml"), "after"))
                .isInstanceOf(IOException.class);

        assertThat(taken).isDirectory();
        assertThat(names()).containsExactly("plan.yaml");
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
