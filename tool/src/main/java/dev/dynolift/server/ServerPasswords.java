package dev.dynolift.server;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * The random passwords of a rehearsal's servers. Servers outlive the program, so their passwords do too: in one file
 * inside the servers' folder that only its owner may read, and nowhere else.
 */
record ServerPasswords(
        Secret sourceSuperuser, Secret sourceOwner, Secret targetSuperuser, Secret targetMaster, Secret targetApp) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ObjectMapper JSON = JsonMapper.shared();

    /** The file's shape. */
    private record Stored(
            int schemaVersion,
            String sourceSuperuser,
            String sourceOwner,
            String targetSuperuser,
            String targetMaster,
            String targetApp) {}

    static Path fileIn(Path folder) {
        return folder.resolve("passwords.json");
    }

    /** Those of an earlier start, or new ones. */
    static ServerPasswords readOrMake(Path folder) throws IOException {
        Path file = fileIn(folder);
        if (Files.exists(file)) {
            return read(file);
        }
        ServerPasswords made = new ServerPasswords(random(), random(), random(), random(), random());
        made.write(file);
        return made;
    }

    private static ServerPasswords read(Path file) throws IOException {
        try {
            Stored stored = JSON.readValue(Files.readAllBytes(file), Stored.class);
            return new ServerPasswords(
                    new Secret(stored.sourceSuperuser),
                    new Secret(stored.sourceOwner),
                    new Secret(stored.targetSuperuser),
                    new Secret(stored.targetMaster),
                    new Secret(stored.targetApp));
        } catch (JacksonException | NullPointerException e) {
            // The parser's own words could quote a password.
            throw new DynoliftException(
                    ErrorCode.FILE,
                    "the file " + file + " cannot be read",
                    "It is damaged.",
                    "Delete the folder " + file.getParent() + " to start the rehearsal afresh.");
        }
    }

    private void write(Path file) throws IOException {
        Path partial = file.resolveSibling("passwords.json.partial");
        Files.deleteIfExists(partial);
        Files.createFile(partial, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Stored stored = new Stored(
                1,
                sourceSuperuser.reveal(),
                sourceOwner.reveal(),
                targetSuperuser.reveal(),
                targetMaster.reveal(),
                targetApp.reveal());
        Files.write(partial, JSON.writeValueAsBytes(stored));
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Secret random() {
        byte[] bytes = new byte[18];
        RANDOM.nextBytes(bytes);
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
