package dev.dynolift.cli;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Reason;
import dev.dynolift.postgres.DatabaseAddress;
import dev.dynolift.postgres.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** An address in a file that somebody else may replace, as a secret that is mounted into a container. */
final class AddressInFile implements DatabaseAddress {

    private final Path file;
    private final String variable;
    private volatile @Nullable DatabaseUrl latest;

    /** @param variable that named the file, for errors */
    AddressInFile(Path file, String variable) {
        this.file = file;
        this.variable = variable;
        get();
    }

    @Override
    public DatabaseUrl get() {
        try {
            DatabaseUrl read = DatabaseUrl.parse(Files.readString(file), "the file of " + variable);
            latest = read;
            return read;
        } catch (IOException | DynoliftException e) {
            DatabaseUrl before = latest;
            if (before != null) {
                // It is being written at this moment; what was true may still be.
                return before;
            }
            throw e instanceof DynoliftException unusable ? unusable : unreadable((IOException) e);
        }
    }

    @Override
    public boolean mayChange() {
        return true;
    }

    private DynoliftException unreadable(IOException e) {
        return new DynoliftException(
                ErrorCode.INPUT,
                "the file " + file + " that " + variable + " names cannot be read",
                Reason.withoutQuoting(e),
                "Name a file with the address alone: postgres://USER:PASSWORD@HOST:PORT/DATABASE.");
    }
}
