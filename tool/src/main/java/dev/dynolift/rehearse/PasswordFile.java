package dev.dynolift.rehearse;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Reason;
import dev.dynolift.server.RehearsalDatabases;
import dev.dynolift.server.ServerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A libpq password file for the rehearsal's own servers, so that URLs without passwords work in psql. It is readable by
 * its owner alone; the passwords are random and open nothing else.
 *
 * @param urls one a line, each behind the word for its side
 */
record PasswordFile(List<String> urls) {

    /** Writes the file and makes the URLs that name it. */
    static PasswordFile write(Path folder, RehearsalDatabases databases) {
        Path file = folder.resolve("pgpass").toAbsolutePath();
        List<ServerAddress> addresses =
                List.of(databases.sourceOwner(), databases.targetApp(), databases.targetMaster());
        String lines = addresses.stream()
                .map(address -> address.host() + ":" + address.port() + ":*:" + address.user() + ":"
                        + address.password().reveal() + "\n")
                .collect(Collectors.joining());
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(file);
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(file, lines);
        } catch (IOException e) {
            throw new DynoliftException(ErrorCode.FILE, "the file " + file + " cannot be written", Reason.of(e), "", e);
        }
        return new PasswordFile(List.of(
                "source: " + url(databases.sourceOwner(), file),
                "target: " + url(databases.targetApp(), file),
                "target as master: " + url(databases.targetMaster(), file)));
    }

    private static String url(ServerAddress address, Path file) {
        return "postgres://" + address.user() + "@" + address.host() + ":" + address.port() + "/" + address.database()
                + "?passfile=" + file.toString().replace("%", "%25").replace(" ", "%20");
    }
}
