package dev.dynolift.cli;

import dev.dynolift.terminal.CalledAs;
import dev.dynolift.terminal.Console;
import dev.dynolift.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A console at which nobody sits, and what was written to it. */
final class WrittenConsole {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final int columns;

    WrittenConsole() {
        this(120);
    }

    WrittenConsole(int columns) {
        this.columns = columns;
    }

    Console open() {
        return new Console(
                new ByteArrayInputStream(new byte[0]),
                out,
                err,
                new Terminal(false, false, false, false, false, true, () -> new Terminal.Size(columns, 40)),
                CalledAs.USUAL);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    void clear() {
        out.reset();
        err.reset();
    }
}
