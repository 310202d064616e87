package dev.dynolift.cli;

import java.util.logging.LogManager;
import picocli.CommandLine;

/** The program as it is, but that an audit asks Heroku again at once where it would wait some seconds. */
public final class HurriedMain {

    private HurriedMain() {}

    public static void main(String[] arguments) {
        LogManager.getLogManager().reset();
        CommandLine commandLine = new CommandLine(new Main());
        AuditCommand audit = commandLine.getSubcommands().get("audit").getCommand();
        audit.pause = time -> {};
        System.exit(Main.run(commandLine, arguments));
    }
}
