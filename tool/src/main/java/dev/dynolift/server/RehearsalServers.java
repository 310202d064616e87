package dev.dynolift.server;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Two servers in one folder: one plays Heroku's side, one AWS's, each with roles as weak as there. They outlive the
 * program; starting them again finds them running or starts them with their data. Not thread-safe.
 */
public final class RehearsalServers {

    private static final String SOURCE_OWNER = "heroku_owner";
    private static final String TARGET_MASTER = "aws_master";
    private static final String TARGET_APP = "aws_app";

    private final PostgresServer source;
    private final PostgresServer target;
    private final ServerPasswords passwords;
    private final ServerAddress sourceSuperuser;
    private final ServerAddress targetSuperuser;

    /** What can be chosen about the servers. */
    public static final class Choices {
        private OptionalInt sourcePort = OptionalInt.empty();
        private OptionalInt targetPort = OptionalInt.empty();
        private Map<String, String> settings = Map.of();

        /** Demands ports; without this any free ones are taken. */
        public Choices ports(int source, int target) {
            sourcePort = OptionalInt.of(source);
            targetPort = OptionalInt.of(target);
            return this;
        }

        /** Server settings over the usual ones, for both sides. */
        public Choices settings(Map<String, String> values) {
            settings = Map.copyOf(values);
            return this;
        }
    }

    /**
     * Starts the servers that ship with the program, or finds them running.
     *
     * @param folder theirs alone; made when it is missing
     * @throws DynoliftException (TOOL_MISSING) when a major is not bundled, (INPUT) when the folder holds other majors,
     *     (IN_USE, DISK_FULL, PROCESS) when a server does not start
     */
    public static RehearsalServers start(Path folder, int sourceMajor, int targetMajor) {
        ServerBinaries binaries = ServerBinaries.besideProgram(ServerBinaries.usualCache(""));
        return start(
                folder,
                binaries.unpack(binaries.ofMajor(sourceMajor)),
                binaries.unpack(binaries.ofMajor(targetMajor)),
                new Choices());
    }

    /** As above, with programs and choices of the caller's. */
    public static RehearsalServers start(
            Path folder, ServerPrograms sourcePrograms, ServerPrograms targetPrograms, Choices choices) {
        try {
            Files.createDirectories(folder);
            ServerPasswords passwords = ServerPasswords.readOrMake(folder);
            PostgresServer source =
                    server(sourcePrograms, folder.resolve("source"), passwords.sourceSuperuser(), choices.settings);
            PostgresServer target =
                    server(targetPrograms, folder.resolve("target"), passwords.targetSuperuser(), choices.settings);
            return new RehearsalServers(source, target, passwords, choices);
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    /**
     * Stops whatever servers run in a folder, whoever started them.
     *
     * @return how many were running
     */
    public static int stop(Path folder, ServerBinaries binaries) {
        int stopped = 0;
        try {
            for (String side : new String[] {"source", "target"}) {
                Path version = folder.resolve(side).resolve("data").resolve("PG_VERSION");
                if (Files.exists(version) && Files.exists(ServerPasswords.fileIn(folder))) {
                    ServerPasswords passwords = ServerPasswords.readOrMake(folder);
                    int major = Integer.parseInt(Files.readString(version).strip());
                    PostgresServer server = server(
                            binaries.unpack(binaries.ofMajor(major)),
                            folder.resolve(side),
                            side.equals("source") ? passwords.sourceSuperuser() : passwords.targetSuperuser(),
                            Map.of());
                    stopped += server.running().isPresent() ? 1 : 0;
                    server.stop();
                }
            }
            return stopped;
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private RehearsalServers(PostgresServer source, PostgresServer target, ServerPasswords passwords, Choices choices) {
        this.source = source;
        this.target = target;
        this.passwords = passwords;
        this.sourceSuperuser = source.start(choices.sourcePort);
        this.targetSuperuser = target.start(choices.targetPort);
        try (SuperuserSession session = new SuperuserSession(sourceSuperuser)) {
            session.runScript("source-roles.sql");
            session.setPassword(PostgresServer.SUPERUSER, passwords.sourceSuperuser());
            session.setPassword(SOURCE_OWNER, passwords.sourceOwner());
        }
        try (SuperuserSession session = new SuperuserSession(targetSuperuser)) {
            session.runScript("target-roles.sql");
            session.setPassword(PostgresServer.SUPERUSER, passwords.targetSuperuser());
            session.setPassword(TARGET_MASTER, passwords.targetMaster());
            session.setPassword(TARGET_APP, passwords.targetApp());
        }
    }

    /** The databases of this name on both sides, made empty where they are missing. */
    public RehearsalDatabases databases(String name) {
        try (SuperuserSession session = new SuperuserSession(sourceSuperuser)) {
            if (!session.hasDatabase(name)) {
                session.createDatabase(name, SOURCE_OWNER);
            }
        }
        try (SuperuserSession session = new SuperuserSession(targetSuperuser)) {
            if (!session.hasDatabase(name)) {
                session.createDatabase(name, TARGET_APP);
            }
        }
        return addresses(name);
    }

    /** Empty databases of this name on both sides; what was there is gone, sessions in it are ended. */
    public RehearsalDatabases freshDatabases(String name) {
        recreateSource(name);
        recreateTarget(name);
        return addresses(name);
    }

    /** Empties the source alone. */
    public void recreateSource(String name) {
        recreate(sourceSuperuser, name, SOURCE_OWNER);
    }

    /** Empties the target alone. */
    public void recreateTarget(String name) {
        recreate(targetSuperuser, name, TARGET_APP);
    }

    /**
     * Makes an extension on both sides that Heroku and RDS let their users create and PostgreSQL does not; does nothing
     * for one that an owner can create, or that these servers do not have.
     *
     * @param schema where it goes; empty for the usual place
     */
    public void provideExtension(String database, String extension, String schema) {
        RehearsalDatabases databases = addresses(database);
        for (ServerAddress side : new ServerAddress[] {databases.sourceSuperuser(), databases.targetSuperuser()}) {
            try (SuperuserSession session = new SuperuserSession(side)) {
                if (session.needsSuperuser(extension)) {
                    session.createExtension(extension, schema);
                }
            }
        }
    }

    /** A session for what only the loader does; the caller closes it. */
    SuperuserSession sourceSession() {
        return new SuperuserSession(sourceSuperuser);
    }

    /** Stops both servers; their data stays. */
    public void stop() {
        source.stop();
        target.stop();
    }

    private static void recreate(ServerAddress superuser, String name, String owner) {
        try (SuperuserSession session = new SuperuserSession(superuser)) {
            session.dropDatabase(name);
            session.createDatabase(name, owner);
        }
    }

    private RehearsalDatabases addresses(String name) {
        return new RehearsalDatabases(
                at(sourceSuperuser, name, SOURCE_OWNER, passwords.sourceOwner()),
                at(targetSuperuser, name, TARGET_MASTER, passwords.targetMaster()),
                at(targetSuperuser, name, TARGET_APP, passwords.targetApp()),
                at(sourceSuperuser, name, PostgresServer.SUPERUSER, passwords.sourceSuperuser()),
                at(targetSuperuser, name, PostgresServer.SUPERUSER, passwords.targetSuperuser()));
    }

    private static ServerAddress at(ServerAddress server, String database, String user, Secret password) {
        return new ServerAddress(server.host(), server.port(), database, user, password);
    }

    private static PostgresServer server(
            ServerPrograms programs, Path folder, Secret superuser, Map<String, String> settings) {
        return new PostgresServer(programs, folder, superuser, settings);
    }

    private static DynoliftException unusable(Path folder, IOException e) {
        return new DynoliftException(
                ErrorCode.FILE, "the servers' folder " + folder + " cannot be used", e.toString(), "", e);
    }
}
