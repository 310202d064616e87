package dev.dynolift.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServerUserTest {

    @TempDir
    static Path shared;

    static List<ServerUser> waysHere() {
        boolean root = ChildProgram.run(List.of("id", "-u"), Map.of(), 20)
                .output()
                .strip()
                .equals("0");
        return root
                ? List.of(new ServerUser.NamespacedRoot(), new ServerUser.Nobody())
                : List.of(new ServerUser.Ourselves());
    }

    @BeforeAll
    static void let_others_in() throws IOException {
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @ParameterizedTest
    @MethodSource("waysHere")
    void cluster_belongs_to_whom_the_server_runs_as(ServerUser user) throws IOException {
        String owner = makesClusterAs(user);

        assertThat(owner).isEqualTo(user instanceof ServerUser.Nobody ? "nobody" : System.getProperty("user.name"));
    }

    private String makesClusterAs(ServerUser user) throws IOException {
        ServerBinaries binaries =
                new ServerBinaries(ServersForTests.binaries().newest().jar().getParent(), shared.resolve("cache"));
        ServerPrograms programs = binaries.unpack(binaries.newest());
        Path side = Folders.makePrivate(shared.resolve(user.getClass().getSimpleName()));
        user.own(side);
        Path data = side.resolve("data");
        new ClusterCreation(programs, data, new Secret("Dhe6vTq9s1")).createUnlessThere(user);
        user.own(side);
        assertThat(data.resolve("PG_VERSION")).hasContent("17");
        assertThat(side.resolve("initdb.password")).doesNotExist();
        ChildProgram.Ended said = ChildProgram.run(
                user.command(List.of(programs.pgCtl().toString(), "-D", data.toString(), "status")), Map.of(), 20);
        assertThat(said.output()).contains("no server running");
        return Files.getOwner(data).getName();
    }
}
