package dev.dynolift.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceTest {

    @TempDir
    Path folder;

    @Test
    void an_estate_has_a_folder_of_its_name() {
        Workspace workspace = Workspace.named(folder, "crema");
        assertThat(workspace.folder()).isEqualTo(folder.resolve("dynolift-crema"));
        assertThat(workspace.journal("crema", "production"))
                .isEqualTo(folder.resolve("dynolift-crema/journal/crema-production.jsonl"));
    }

    @Test
    void a_relative_folder_becomes_absolute() {
        assertThat(new Workspace(Path.of("x/../y")).folder())
                .isEqualTo(Path.of("y").toAbsolutePath());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../etc", "a/b", "Crema", "-rf", "a b", "a\nb"})
    void refuses_names_that_cannot_be_a_folder(String name) {
        assertThatThrownBy(() -> Workspace.named(folder, name))
                .isInstanceOfSatisfying(
                        DynoliftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INPUT));
        assertThatThrownBy(() -> new Workspace(folder).journal(name, "production"))
                .isInstanceOf(DynoliftException.class);
        assertThatThrownBy(() -> new Workspace(folder).log(name)).isInstanceOf(DynoliftException.class);
    }

    @Test
    void its_folder_is_its_owners_alone() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"), "no POSIX file rights here");
        Path made = Workspace.named(folder, "crema").create().folder();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
    }

    @Test
    void says_what_is_in_the_way() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> new Workspace(file).create())
                .isInstanceOf(DynoliftException.class)
                .hasMessageContaining("A file of that name is in the way.");
    }
}
