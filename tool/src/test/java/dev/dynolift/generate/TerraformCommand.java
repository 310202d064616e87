package dev.dynolift.generate;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The real Terraform, run in a folder. The folder with provider plugins comes from the environment variable
 * {@code DYNOLIFT_TERRAFORM_PLUGINS}; without it the registry is asked. What cannot be run is skipped, loudly.
 */
final class TerraformCommand {

    /** What a command left behind: its exit code, and both streams in one text. */
    record Result(int exitCode, String output) {}

    private static final String PLUGINS = "DYNOLIFT_TERRAFORM_PLUGINS";
    private static final String CONFIGURATION = "TF_CLI_CONFIG_FILE";
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private TerraformCommand() {}

    /** Makes the folder ready to validate, test and plan; skips the test when Terraform or its provider cannot be had. */
    static void init(Path folder) {
        init(folder, shared());
    }

    /** Makes the folder ready for commands with an environment of their own: the provider is linked into it. */
    static void initToApply(Path folder) {
        init(folder, Map.of());
    }

    /** The same with the backend that the folder names, and what is said of it besides. */
    static void initToApply(Path folder, Map<String, String> environment, String... backend) {
        init(folder, environment, backend);
    }

    private static void init(Path folder, Map<String, String> environment, String... backend) {
        List<String> arguments = new ArrayList<>(List.of("init", "-input=false", "-no-color"));
        arguments.addAll(backend.length == 0 ? List.of("-backend=false") : List.of(backend));
        String plugins = System.getenv(PLUGINS);
        if (plugins != null && !plugins.isBlank()) {
            arguments.add("-plugin-dir=" + plugins);
        }
        Result result = run(folder, environment, LONGEST, arguments.toArray(String[]::new));
        if (result.exitCode() != 0) {
            if (plugins == null && result.output().contains("Failed to query available provider packages")) {
                abort("SKIPPED: the AWS provider cannot be downloaded; set " + PLUGINS + " to a folder that holds it");
            }
            throw new AssertionError("terraform init failed in " + folder + "\n" + result.output());
        }
    }

    /**
     * Runs one command that needs no account, with the provider that all such commands share; three minutes at most.
     * Skips the test when there is no Terraform on the path.
     */
    static Result run(Path folder, String... arguments) {
        return run(folder, shared(), LONGEST, arguments);
    }

    private static Map<String, String> shared() {
        return shared(Map.of());
    }

    /** AWS's variables for one login, and what lets Terraform use the provider that all commands with that login share. */
    static Map<String, String> shared(Map<String, String> login) {
        String plugins = System.getenv(PLUGINS);
        Map<String, String> environment = new HashMap<>(login);
        if (plugins != null && !plugins.isBlank()) {
            environment.putAll(SharedProvider.environment(Path.of(plugins), login));
        }
        return environment;
    }

    /** Runs one command with a provider of its own and what is given in its environment. */
    static Result run(Path folder, Map<String, String> environment, Duration longest, String... arguments) {
        List<String> command = new ArrayList<>(List.of("terraform"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        // The provider's collector costs a third of its time, as it starts over and over and lives for an instant.
        builder.environment().putAll(Map.of("CHECKPOINT_DISABLE", "1", "TF_IN_AUTOMATION", "1", "GOGC", "400"));
        builder.environment().remove("TF_CLI_ARGS");
        // One that is named and not there puts a warning before every answer.
        builder.environment()
                .computeIfPresent(CONFIGURATION, (name, file) -> Files.exists(Path.of(file)) ? file : null);
        builder.environment().putAll(environment);
        Process process = start(builder);
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(longest.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("terraform did not end: " + command + "\n" + output);
            }
            return new Result(process.exitValue(), output);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException missing) {
            return abort("SKIPPED: there is no terraform on the path (" + missing.getMessage() + ")");
        }
    }

    /** Takes away the links to provider plugins that init leaves in a folder, so that its removal follows none. */
    static void unlinkPlugins(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    /** Copies a folder of Terraform files without what Terraform itself keeps in it. */
    static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path relative = from.relativize(file);
                if (relative.toString().contains(".terraform")
                        || relative.toString().contains(".tfstate")) {
                    continue;
                }
                Path target = to.resolve(relative.toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
