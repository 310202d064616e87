package dev.dynolift.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientProgramsTest {

    @TempDir
    Path folder;

    @Test
    void versions_are_asked_of_the_programs() throws IOException {
        program("pg_dump", "pg_dump (PostgreSQL) 16.4 (Debian 16.4-1)");
        program("pg_restore", "pg_restore (PostgreSQL) 16.4");
        program("psql", "psql (PostgreSQL) 17beta1");

        ClientPrograms programs = ClientPrograms.find("/nonexistent::" + folder);

        assertThat(programs.pgDumpMajor()).isEqualTo(16);
        assertThat(programs.psqlMajor()).isEqualTo(17);
        assertThat(programs.pgRestore()).isEqualTo(folder.resolve("pg_restore"));
    }

    @Test
    void all_missing_programs_are_named_with_how_to_install_them() throws IOException {
        program("psql", "psql (PostgreSQL) 16.4");

        assertThatThrownBy(() -> ClientPrograms.find(folder.toString()))
                .isInstanceOfSatisfying(DynoliftException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.TOOL_MISSING);
                    assertThat(e.why()).isEqualTo("pg_dump, pg_restore are not on the PATH.");
                    assertThat(e.next()).contains("apt-get install postgresql-client", "brew install libpq");
                });
    }

    private void program(String name, String says) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\necho '" + says + "'\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
