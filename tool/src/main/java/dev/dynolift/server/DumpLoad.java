package dev.dynolift.server;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.DatabaseUrl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Loads what pg_dump wrote, as the database's owner: owners and rights of the dump are left out. */
final class DumpLoad {

    /** Where a tar file says that it is one. */
    private static final int TAR_MAGIC_AT = 257;

    private static final String NAMES_OF_EXTENSIONS =
            "SELECT 'CREATE EXTENSION IF NOT EXISTS ' || quote_ident(extname) || ' WITH SCHEMA ' ||"
                    + " quote_ident(nspname) FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace";

    private final RehearsalServers servers;
    private final ClientPrograms programs;
    private final String database;
    private final ServerAddress owner;

    DumpLoad(RehearsalServers servers, ClientPrograms programs, String database, ServerAddress owner) {
        this.servers = servers;
        this.programs = programs;
        this.database = database;
        this.owner = owner;
    }

    void load(Path dump) {
        try {
            switch (kindOf(dump)) {
                case ARCHIVE -> restore(dump, true);
                case TAR -> restore(dump, false);
                case COMPRESSED ->
                    throw new DynoliftException(
                            ErrorCode.INPUT,
                            "the dump " + dump + " cannot be loaded",
                            "It is compressed as a whole.",
                            "Unpack it first with gunzip, or make it with pg_dump --format=custom.");
                case PLAIN -> {
                    provide(Extensions.namedIn(dump));
                    new PlainDumpLoad(programs.psql(), owner).load(dump);
                }
            }
        } catch (IOException e) {
            throw new DynoliftException(ErrorCode.INPUT, "the dump " + dump + " cannot be loaded", e.toString(), "", e);
        }
    }

    /** Copies another database, which is only read; nothing of it touches the disk on the way. */
    void copy(DatabaseUrl from) {
        Map<String, String> there = environmentOf(from);
        ChildProgram.Ended extensions = ChildProgram.run(
                List.of(programs.psql().toString(), "-X", "-A", "-t", "-c", NAMES_OF_EXTENSIONS), there, 60);
        if (!extensions.well()) {
            throw ClientFailure.of("the database " + from + " cannot be read", extensions.output());
        }
        provide(Extensions.namedIn(extensions.output()));
        List<String> dump = List.of(
                programs.pgDump().toString(),
                "--format=custom",
                "--compress=0",
                "--no-owner",
                "--no-acl",
                "--exclude-schema=_heroku",
                "--exclude-schema=dynolift");
        ChildProgram.PipeEnded ended = ChildProgram.pipe(dump, there, restoreCommand(), owner.libpqEnvironment());
        if (!ended.first().well()) {
            throw ClientFailure.of(
                    "the database " + from + " cannot be read", ended.first().output());
        }
        RestoreComplaints.throwIfAny(from.toString(), ended.second());
    }

    private void restore(Path dump, boolean parallel) {
        ChildProgram.Ended contents =
                ChildProgram.run(List.of(programs.pgRestore().toString(), "--list", dump.toString()), Map.of(), 600);
        if (!contents.well()) {
            throw ClientFailure.of("the dump " + dump + " cannot be read", contents.output());
        }
        provide(RestoreComplaints.extensionsIn(contents.output()));
        List<String> command = new java.util.ArrayList<>(restoreCommand());
        if (parallel) {
            command.add("--jobs=" + Math.min(4, Runtime.getRuntime().availableProcessors()));
        }
        command.add(dump.toString());
        RestoreComplaints.throwIfAny(
                dump.toString(), ChildProgram.run(command, owner.libpqEnvironment(), ChildProgram.NO_LIMIT));
    }

    private List<String> restoreCommand() {
        return List.of(
                programs.pgRestore().toString(),
                "--no-owner",
                "--no-acl",
                "--no-publications",
                "--no-subscriptions",
                "--exclude-schema=_heroku",
                "--dbname=" + database);
    }

    private void provide(List<Extensions.Wanted> extensions) {
        extensions.forEach(extension -> servers.provideExtension(database, extension.name(), extension.schema()));
    }

    private enum Kind {
        ARCHIVE,
        TAR,
        COMPRESSED,
        PLAIN
    }

    private static Kind kindOf(Path dump) throws IOException {
        if (Files.isDirectory(dump)) {
            return Kind.ARCHIVE;
        }
        byte[] start;
        try (InputStream bytes = Files.newInputStream(dump)) {
            start = bytes.readNBytes(TAR_MAGIC_AT + 5);
        }
        String text = new String(start, StandardCharsets.ISO_8859_1);
        if (text.startsWith("PGDMP")) {
            return Kind.ARCHIVE;
        }
        if (text.startsWith("ustar", TAR_MAGIC_AT)) {
            return Kind.TAR;
        }
        boolean packed = text.startsWith("\u001f\u008b") || text.startsWith("BZh") || text.startsWith("\u00fd7zXZ");
        return packed || text.startsWith("\u0028\u00b5\u002f\u00fd") ? Kind.COMPRESSED : Kind.PLAIN;
    }

    private static Map<String, String> environmentOf(DatabaseUrl url) {
        Map<String, String> environment = new LinkedHashMap<>(
                new ServerAddress(url.host(), url.port(), url.database(), url.user(), url.password())
                        .libpqEnvironment());
        url.parameters().forEach((name, value) -> {
            if (name.startsWith("ssl")) {
                environment.put("PG" + name.toUpperCase(Locale.ROOT), value);
            }
        });
        return environment;
    }
}
