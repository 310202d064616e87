package dev.dynolift.cli;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Finds the user's login to Heroku where Heroku's own tools keep it. */
final class HerokuToken {

    private static final String MACHINE = "api.heroku.com";
    private static final int LONGEST_WAIT_SECONDS = 30;

    private final Map<String, String> environment;
    private final Path home;
    private final Supplier<Optional<String>> commandLine;

    HerokuToken(Map<String, String> environment, Path home, Supplier<Optional<String>> commandLine) {
        this.environment = environment;
        this.home = home;
        this.commandLine = commandLine;
    }

    /** The login of this process's user. */
    static HerokuToken ofProcess(Map<String, String> environment) {
        return new HerokuToken(environment, Path.of(System.getProperty("user.home", ".")), HerokuToken::askHeroku);
    }

    /**
     * HEROKU_API_KEY, then ~/.netrc, then what {@code heroku auth:token} prints: newer versions keep the token in the
     * system's key chain.
     *
     * @throws DynoliftException INPUT when there is none
     */
    Secret find() {
        // A variable that is set to nothing is how a shell takes it back.
        return Optional.ofNullable(environment.get("HEROKU_API_KEY"))
                .filter(token -> !token.isBlank())
                .or(this::fromNetrc)
                .or(commandLine)
                .map(String::strip)
                .filter(token -> !token.isEmpty())
                .map(Secret::new)
                .orElseThrow(() -> new DynoliftException(
                        ErrorCode.INPUT,
                        "there is no login to Heroku",
                        "HEROKU_API_KEY is not set, ~/.netrc has no " + MACHINE
                                + ", and `heroku auth:token` gave none.",
                        "Run `heroku login`, or set HEROKU_API_KEY to a token from"
                                + " `heroku authorizations:create -s read-protected`."));
    }

    private Optional<String> fromNetrc() {
        for (String name : List.of(".netrc", "_netrc")) {
            Path file = home.resolve(name);
            try {
                if (Files.isReadable(file) && Files.size(file) < 1 << 20) {
                    Optional<String> found = password(Files.readString(file));
                    if (found.isPresent()) {
                        return found;
                    }
                }
            } catch (IOException e) {
                // As good as absent: the next place may have it.
            }
        }
        return Optional.empty();
    }

    /** The words after "machine api.heroku.com", up to the next machine. */
    static Optional<String> password(String netrc) {
        String[] words = netrc.replaceAll("(?m)^\\s*#.*$", "").strip().split("\\s+");
        boolean ours = false;
        for (int i = 0; i + 1 < words.length; i++) {
            switch (words[i]) {
                case "machine" -> ours = words[++i].equals(MACHINE);
                case "login", "account" -> i++;
                case "password" -> {
                    if (ours) {
                        return Optional.of(words[i + 1]);
                    }
                    i++;
                }
                case "default" -> ours = false;
                default -> {
                    // Macros and words that nobody knows.
                }
            }
        }
        return Optional.empty();
    }

    /** The last line of its output, as Heroku's command line prints warnings before. */
    private static Optional<String> askHeroku() {
        Process heroku = null;
        try {
            heroku = new ProcessBuilder("heroku", "auth:token")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            heroku.getOutputStream().close();
            if (!heroku.waitFor(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS) || heroku.exitValue() != 0) {
                return Optional.empty();
            }
            String output = new String(heroku.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(output.split("\n"))
                    .map(String::strip)
                    .filter(line -> line.matches("[\\w.-]{20,}"))
                    .reduce((first, last) -> last);
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            if (heroku != null) {
                heroku.destroyForcibly();
            }
        }
    }
}
