package dev.dynolift.repository;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Reason;
import dev.dynolift.secret.Redactor;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A repository that is fetched by git into a folder of its own, which closing removes. A login in its URL reaches git by
 * the environment, never by the arguments that other users of the machine can see.
 */
public final class ClonedRepository implements AutoCloseable {

    private static final Pattern URL =
            Pattern.compile("(https?|ssh|git|file)://.+|[\\w.-]+@[\\w.-]+:.+", Pattern.DOTALL);
    private static final int MINUTES = 10;

    private final Path folder;
    private final String name;

    private ClonedRepository(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** Whether a text names a repository elsewhere rather than a folder. */
    public static boolean isUrl(String text) {
        return URL.matcher(text).matches();
    }

    /**
     * Fetches the newest commit of the branch that the other side calls its own.
     *
     * @throws DynoliftException INPUT when it cannot be fetched, TOOL without git
     */
    public static ClonedRepository fetch(String url) {
        Address address = Address.of(url);
        Path parent = temporaryFolder();
        String shown = Redactor.redact(address.url());
        try {
            Path target = parent.resolve("checkout");
            ProcessBuilder git = new ProcessBuilder(List.of(
                            "git",
                            "clone",
                            "--quiet",
                            "--depth=1",
                            "--single-branch",
                            "--no-tags",
                            "--",
                            address.url(),
                            target.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(parent.resolve("said").toFile());
            git.environment().putAll(address.environment());
            Process process = git.start();
            process.getOutputStream().close();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw unusable(shown, "git did not finish within " + MINUTES + " minutes", null);
            }
            if (process.exitValue() != 0) {
                throw unusable(shown, lastLine(parent.resolve("said")), null);
            }
            return new ClonedRepository(parent, address.name());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            remove(parent);
            throw unusable(shown, "it was interrupted", e);
        } catch (IOException e) {
            remove(parent);
            throw unusable(shown, "git cannot be run: " + Reason.of(e), e);
        } catch (DynoliftException e) {
            remove(parent);
            throw e;
        }
    }

    /** The checkout. */
    public Path folder() {
        return folder.resolve("checkout");
    }

    /** What the repository is called: "crema" of "https://github.com/roasters/crema.git". */
    public String name() {
        return name;
    }

    @Override
    public void close() {
        remove(folder);
    }

    /** A URL without its login, and the login as git takes it from its environment. */
    private record Address(String url, Map<String, String> environment) {

        /** Without a terminal git cannot ask; only these transports cannot run a program of the URL's choice. */
        private static final Map<String, String> ALWAYS = Map.of(
                "GIT_TERMINAL_PROMPT", "0",
                "GIT_ALLOW_PROTOCOL", "https:http:ssh:git:file",
                "GIT_LFS_SKIP_SMUDGE", "1",
                "GIT_SSH_COMMAND", "ssh -oBatchMode=yes");

        static Address of(String text) {
            Optional<String> login = login(text);
            if (login.isEmpty() || !text.startsWith("http")) {
                return new Address(text, ALWAYS);
            }
            String url = text.replaceFirst("://[^/@]*@", "://");
            String secret = login.get();
            Redactor.learn(secret);
            Redactor.learn(secret.substring(secret.indexOf(':') + 1));
            String decoded = decode(secret);
            String header = "Authorization: Basic "
                    + Base64.getEncoder()
                            .encodeToString(
                                    (decoded.contains(":") ? decoded : decoded + ":").getBytes(StandardCharsets.UTF_8));
            Map<String, String> environment = new java.util.HashMap<>(ALWAYS);
            environment.put("GIT_CONFIG_COUNT", "1");
            environment.put("GIT_CONFIG_KEY_0", "http.extraHeader");
            environment.put("GIT_CONFIG_VALUE_0", header);
            return new Address(url, environment);
        }

        private static Optional<String> login(String text) {
            int start = text.indexOf("://") + 3;
            int end = text.indexOf('/', start);
            String authority = start < 3 ? "" : text.substring(start, end < 0 ? text.length() : end);
            int at = authority.lastIndexOf('@');
            return at < 1 ? Optional.empty() : Optional.of(authority.substring(0, at));
        }

        private static String decode(String login) {
            try {
                return Optional.ofNullable(new URI("http://" + login + "@host/").getUserInfo())
                        .orElse(login);
            } catch (URISyntaxException e) {
                return login;
            }
        }

        String name() {
            String path = url.replaceFirst("[?#].*", "").replaceFirst("/+$", "").replaceFirst("\\.git$", "");
            return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("dynolift-repository-");
        } catch (IOException e) {
            throw new DynoliftException(
                    ErrorCode.FILE,
                    "no temporary folder can be made",
                    Reason.of(e),
                    "Make room there, or clone the repository yourself and name its folder with --repo.",
                    e);
        }
    }

    private static String lastLine(Path said) throws IOException {
        List<String> lines =
                Files.readString(said, StandardCharsets.ISO_8859_1).lines().toList();
        return lines.isEmpty() ? "git does not say why" : Redactor.redact(lines.get(lines.size() - 1));
    }

    private static DynoliftException unusable(String url, String why, @Nullable Exception cause) {
        return new DynoliftException(
                ErrorCode.INPUT,
                "the repository " + url + " cannot be fetched",
                why,
                "See whether `git ls-remote` reaches it, or clone it yourself and name its folder with --repo.",
                cause);
    }

    private static void remove(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path place, @Nullable IOException e) throws IOException {
                    Files.delete(place);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // The system's own cleaning of temporary folders takes what is left.
        }
    }
}
