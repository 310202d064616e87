package dev.dynolift.server;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * As whom the servers run. PostgreSQL refuses to run as root, so root's servers run in a user namespace of their own
 * (there the same user has another name, and files stay root's), or else as {@code nobody}.
 */
sealed interface ServerUser {

    /** The command as this user. */
    List<String> command(List<String> plain);

    /** Lets this user write below a folder. */
    default void own(Path folder) throws IOException {}

    /** Whoever runs dynolift. */
    record Ourselves() implements ServerUser {
        @Override
        public List<String> command(List<String> plain) {
            return plain;
        }
    }

    /** Root, under another name. */
    record NamespacedRoot() implements ServerUser {
        @Override
        public List<String> command(List<String> plain) {
            return with(List.of("unshare", "--user"), plain);
        }
    }

    /** The user who owns nothing. */
    record Nobody() implements ServerUser {

        private static final String ID = "65534";

        @Override
        public List<String> command(List<String> plain) {
            return with(List.of("setpriv", "--reuid=" + ID, "--regid=" + ID, "--clear-groups"), plain);
        }

        @Override
        public void own(Path folder) throws IOException {
            UserPrincipal nobody =
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.toList()) {
                    Files.setOwner(path, nobody);
                }
            }
        }
    }

    /**
     * Finds out as whom servers can run here.
     *
     * @param folder where the servers' data will be; exists
     * @throws DynoliftException (PROCESS) when we are root and there is no way around it
     */
    static ServerUser find(Path folder, ServerPrograms programs) {
        if (!"0"
                .equals(ChildProgram.run(List.of("id", "-u"), Map.of(), 20)
                        .output()
                        .strip())) {
            return new Ourselves();
        }
        List<ServerUser> ways = List.of(new NamespacedRoot(), new Nobody());
        for (ServerUser way : ways) {
            if (works(way, folder, programs)) {
                return way;
            }
        }
        throw new DynoliftException(
                ErrorCode.PROCESS,
                "a PostgreSQL server cannot be started",
                "PostgreSQL refuses to run as root; user namespaces (`unshare --user`) are not allowed here and the user"
                        + " nobody cannot reach " + folder + " or " + programs.home() + ".",
                "Run dynolift as an ordinary user.");
    }

    private static boolean works(ServerUser way, Path folder, ServerPrograms programs) {
        try {
            // Reaching a folder needs rights on all above it, which only a try from inside tells.
            String test = "test -x \"$1\" && test -x \"$2\" && \"$2\" --version";
            return ChildProgram.run(
                            way.command(List.of(
                                    "sh",
                                    "-c",
                                    test,
                                    "sh",
                                    folder.toAbsolutePath().resolveSibling("").toString(),
                                    programs.initdb().toString())),
                            Map.of(),
                            20)
                    .well();
        } catch (DynoliftException missing) {
            return false;
        }
    }

    private static List<String> with(List<String> prefix, List<String> plain) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(plain);
        return command;
    }
}
