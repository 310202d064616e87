package dev.dynolift.cli;

import dev.dynolift.heroku.SecondFactor;
import dev.dynolift.terminal.Console;
import dev.dynolift.terminal.Prompt;
import java.util.Optional;

/** Asks at the terminal for the code of a second factor, when somebody sits there. */
final class AskedCode implements SecondFactor {

    private final Console console;
    private final boolean askNothing;

    AskedCode(Console console, boolean askNothing) {
        this.console = console;
        this.askNothing = askNothing;
    }

    @Override
    public Optional<String> ask() {
        return new Prompt(console).text("Heroku asks for the code of your second factor:", askNothing);
    }
}
