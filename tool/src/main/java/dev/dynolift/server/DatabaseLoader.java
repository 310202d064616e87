package dev.dynolift.server;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.EventListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Fills a rehearsal's source database, once: a finished load is recognised, an interrupted one, or one of other contents,
 * is done again from scratch. Not thread-safe.
 */
public final class DatabaseLoader {

    private static final String LOADED = "dynolift: loaded ";
    private static final String LOADING = "dynolift: loading ";

    private final RehearsalServers servers;
    private final ClientPrograms programs;
    private final EventListener events;

    public DatabaseLoader(RehearsalServers servers, ClientPrograms programs, EventListener events) {
        this.servers = servers;
        this.programs = programs;
        this.events = events;
    }

    /**
     * Brings the contents into the source database. Before a load both sides are emptied: what the target holds belongs to
     * other contents.
     *
     * @param stage under which progress is told, in bytes on disk
     * @return false when they were there already
     * @throws DynoliftException (INPUT) when a script or dump fails, with the place; (DISK_FULL, DATABASE, PROCESS)
     */
    public boolean load(String database, DatabaseContents contents, String stage) {
        String fingerprint = fingerprintOf(contents);
        try (SuperuserSession session = servers.sourceSession()) {
            if (session.hasDatabase(database) && session.markOf(database).equals(LOADED + fingerprint)) {
                return false;
            }
            servers.freshDatabases(database);
            session.mark(database, LOADING + fingerprint);
            ServerAddress owner = servers.databases(database).sourceOwner();
            try (LoadProgress progress = new LoadProgress(servers, database, stage, events)) {
                fill(database, owner, contents);
                progress.tell();
            }
            session.mark(database, LOADED + fingerprint);
            return true;
        }
    }

    private void fill(String database, ServerAddress owner, DatabaseContents contents) {
        if (contents instanceof DatabaseContents.Scripts scripts) {
            psql(database, owner, scripts.schema(), scripts.scaleText());
            psql(database, owner, scripts.fill(), scripts.scaleText());
        } else if (contents instanceof DatabaseContents.Dump dump) {
            new DumpLoad(servers, programs, database, owner).load(dump.file());
        } else if (contents instanceof DatabaseContents.CopyOf copy) {
            new DumpLoad(servers, programs, database, owner).copy(copy.url());
        }
        // Freshly filled tables are known to the planner at Heroku, too.
        ChildProgram.Ended analyzed = ChildProgram.run(
                List.of(programs.psql().toString(), "-X", "-q", "-c", "ANALYZE"),
                owner.libpqEnvironment(),
                ChildProgram.NO_LIMIT);
        if (!analyzed.well()) {
            throw ClientFailure.of("the tables cannot be analyzed", analyzed.output());
        }
    }

    private void psql(String database, ServerAddress owner, Path script, String scale) {
        provideExtensions(database, script);
        List<String> command = new ArrayList<>(
                List.of(programs.psql().toString(), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-v", "scale=" + scale));
        command.addAll(List.of("-o", "/dev/null", "-f", script.toString()));
        ChildProgram.Ended ended = ChildProgram.run(command, withUtf8(owner), ChildProgram.NO_LIMIT);
        if (!ended.well()) {
            throw ClientFailure.of("the script " + script + " failed", ended.output());
        }
    }

    private void provideExtensions(String database, Path script) {
        try {
            Extensions.namedIn(script)
                    .forEach(extension -> servers.provideExtension(database, extension.name(), extension.schema()));
        } catch (IOException e) {
            throw unreadable(script.toString(), e);
        }
    }

    static Map<String, String> withUtf8(ServerAddress address) {
        Map<String, String> environment = address.libpqEnvironment();
        environment.put("PGCLIENTENCODING", "UTF8");
        return environment;
    }

    private static String fingerprintOf(DatabaseContents contents) {
        for (Path file : filesOf(contents)) {
            if (!Files.isReadable(file)) {
                throw new DynoliftException(
                        ErrorCode.INPUT,
                        "the file " + file + " cannot be read",
                        "",
                        "Look at the database's part of app.yaml.");
            }
        }
        try {
            return contents.fingerprint();
        } catch (IOException e) {
            throw unreadable(contents.title(), e);
        }
    }

    private static List<Path> filesOf(DatabaseContents contents) {
        if (contents instanceof DatabaseContents.Scripts scripts) {
            return List.of(scripts.schema(), scripts.fill());
        }
        return contents instanceof DatabaseContents.Dump dump ? List.of(dump.file()) : List.of();
    }

    private static DynoliftException unreadable(String what, IOException e) {
        return new DynoliftException(ErrorCode.INPUT, what + " cannot be read", e.toString(), "", e);
    }
}
