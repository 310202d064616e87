package dev.dynolift.server;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** Makes a cluster with {@code initdb}, whole or not at all. */
final class ClusterCreation {

    private final ServerPrograms programs;
    private final Path data;
    private final Secret superuserPassword;

    ClusterCreation(ServerPrograms programs, Path data, Secret superuserPassword) {
        this.programs = programs;
        this.data = data;
        this.superuserPassword = superuserPassword;
    }

    void createUnlessThere(ServerUser user) throws IOException {
        Path version = data.resolve("PG_VERSION");
        if (Files.exists(version)) {
            String found = Files.readString(version).strip();
            if (!found.equals(String.valueOf(programs.major()))) {
                throw new DynoliftException(
                        ErrorCode.INPUT,
                        "the folder " + data + " cannot be used",
                        "It holds a cluster of PostgreSQL " + found + ", and " + programs.major() + " is wanted.",
                        "Delete it, or use another workspace.");
            }
            return;
        }
        Path partial = data.resolveSibling("data.partial");
        Folders.delete(partial);
        // macOS has no C.UTF-8; there the plain C locale orders the same way.
        ChildProgram.Ended ended = initdb(user, partial, "C.UTF-8");
        if (!ended.well() && ended.output().contains("invalid locale name")) {
            Folders.delete(partial);
            ended = initdb(user, partial, "C");
        }
        if (!ended.well()) {
            Folders.delete(partial);
            throw ServerFailure.of(
                    "a PostgreSQL " + programs.version() + " cluster cannot be made in " + data,
                    ended.lastLines(10),
                    data);
        }
        ServerSettings.include(partial);
        Files.move(partial, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private ChildProgram.Ended initdb(ServerUser user, Path into, String locale) throws IOException {
        Path passwordFile = data.resolveSibling("initdb.password");
        Files.deleteIfExists(passwordFile);
        try {
            Files.createFile(
                    passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(passwordFile, superuserPassword.reveal() + "\n");
            user.own(passwordFile);
            return ChildProgram.run(
                    user.command(List.of(
                            programs.initdb().toString(),
                            "--pgdata=" + into,
                            "--encoding=UTF8",
                            "--locale=" + locale,
                            "--data-checksums",
                            "--auth=scram-sha-256",
                            "--username=" + PostgresServer.SUPERUSER,
                            "--pwfile=" + passwordFile)),
                    Map.of(),
                    120);
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }
}
