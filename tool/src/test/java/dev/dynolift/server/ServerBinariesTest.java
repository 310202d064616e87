package dev.dynolift.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.error.DynoliftException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerBinariesTest {

    @TempDir
    Path folder;

    @Test
    void both_majors_are_beside_the_program() {
        assertThat(ServersForTests.binaries().majors()).contains(14, 17);
    }

    @Test
    void source_is_the_declared_major_or_the_highest_that_pg_dump_reads() {
        ServerBinaries binaries = ServersForTests.binaries();

        assertThat(binaries.forSource(14, 15).major()).isEqualTo(14);
        assertThat(binaries.forSource(15, 15).major()).isEqualTo(14);
        assertThat(binaries.forSource(15, 17).major()).isEqualTo(17);
        assertThat(binaries.forSource(14, 17).major()).isEqualTo(14);
        assertThat(binaries.forSource(17, 16).major()).isEqualTo(14);
        assertThat(binaries.newest().major()).isEqualTo(17);
        assertThatThrownBy(() -> binaries.forSource(15, 13))
                .hasMessageContaining("pg_dump here is version 13")
                .hasMessageContaining("14.15.0, 17.6.0");
    }

    @Test
    void folder_without_servers_says_how_to_get_them() {
        ServerBinaries none = new ServerBinaries(folder.resolve("missing"), folder);

        assertThatThrownBy(none::newest).isInstanceOfSatisfying(DynoliftException.class, e -> assertThat(e.next())
                .contains("mvn package"));
        assertThatThrownBy(() -> ServersForTests.binaries().ofMajor(12)).hasMessageContaining("no PostgreSQL 12");
    }

    @Test
    void two_that_unpack_at_once_get_one_whole_server() throws IOException {
        ServerBinaries binaries =
                new ServerBinaries(ServersForTests.binaries().newest().jar().getParent(), folder);

        List<ServerPrograms> unpacked = Stream.of(1, 2)
                .map(i -> CompletableFuture.supplyAsync(() -> binaries.unpack(binaries.newest())))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        ServerPrograms programs = unpacked.get(0);
        assertThat(programs).isEqualTo(unpacked.get(1));
        assertThat(programs.initdb()).isExecutable();
        try (Stream<Path> libraries = Files.list(programs.home().resolve("lib"))) {
            assertThat(libraries).anyMatch(Files::isSymbolicLink);
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("17.6.0", "17.6.0.lock");
        }
    }

    @Test
    void archive_that_leads_out_of_its_folder_is_refused() throws IOException {
        for (String[] entry : new String[][] {{"../evil", ""}, {"link", "/etc"}, {"a/link", "../../out"}}) {
            Path jar = folder.resolve("bad.jar");
            try (OutputStream file = Files.newOutputStream(jar);
                    ZipOutputStream zip = new ZipOutputStream(file)) {
                zip.putNextEntry(new ZipEntry("postgres.txz"));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(new XZCompressorOutputStream(zip));
                byte[] text = "x".getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry bad = entry[1].isEmpty()
                        ? new TarArchiveEntry(entry[0], true)
                        : new TarArchiveEntry(entry[0], TarArchiveEntry.LF_SYMLINK);
                bad.setLinkName(entry[1]);
                bad.setSize(entry[1].isEmpty() ? text.length : 0);
                tar.putArchiveEntry(bad);
                if (entry[1].isEmpty()) {
                    tar.write(text);
                }
                tar.closeArchiveEntry();
                tar.close();
            }

            assertThatThrownBy(() -> new ServerArchive(jar).unpackInto(folder.resolve("home")))
                    .as(entry[0])
                    .hasMessageContaining("leads out of the folder");
            assertThat(folder.resolve("evil")).doesNotExist();
            assertThat(folder.resolve("home")).doesNotExist();
        }
    }
}
