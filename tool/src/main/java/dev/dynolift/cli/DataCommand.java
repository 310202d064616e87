package dev.dynolift.cli;

import picocli.CommandLine.Command;

/** The group of commands that move and check a database. */
@Command(
        name = "data",
        description = "Moves a live PostgreSQL database, keeps the way back open, and proves that every row arrived.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  DYNOLIFT_SOURCE_URL   where the data is: postgres://USER:PASSWORD@HOST:PORT/DATABASE",
            "  DYNOLIFT_TARGET_URL   where it goes: an empty database, of the same or a newer major version",
            "  DYNOLIFT_SOURCE_URL_FILE, DYNOLIFT_TARGET_URL_FILE   a file that holds it, and is read at each connection",
            "  DYNOLIFT_SOURCE_URL_COMMAND, DYNOLIFT_TARGET_URL_COMMAND   a command that prints it, and is asked again when"
                    + " the login is refused or the server does not answer",
            "  DYNOLIFT_NAME_SOURCE_URL, DYNOLIFT_NAME_TARGET_URL   the same of one of several databases, for --database NAME",
            "  DYNOLIFT_FOLLOWER_URL   a follower of the source, for `data sync --follower`; also with _FILE, _COMMAND and NAME"
        },
        subcommands = {
            DataCheckCommand.class,
            DataCopyCommand.class,
            DataVerifyCommand.class,
            DataSyncCommand.class,
            DataFenceCommand.class,
            DataReverseCommand.class,
            DataStatusCommand.class,
            DataCleanCommand.class
        })
final class DataCommand {}
