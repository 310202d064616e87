package dev.dynolift.generate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One process of the AWS provider for every Terraform that this JVM runs. Terraform would start the provider three times
 * for each plan, mocked or not, and a start costs a second of a processor. A provider keeps what it was configured with
 * and the environment that it was started in, so there is one for plans without an account, and one for each emulated one.
 */
final class SharedProvider {

    /** By this name Terraform is told of a provider that runs already; see its pages on debugging providers. */
    private static final String REATTACH = "TF_REATTACH_PROVIDERS";

    private static final Pattern ADDRESS = Pattern.compile(REATTACH + "='(.*)'");

    private static final Pattern ONE_OF_TWO = Pattern.compile("(?s)region += (\\S+).*us_east_1");

    // It ends with this JVM, however that ends: then the pipe is closed. Only an interrupt makes it clean up after
    // itself.
    private static final String UNTIL_THE_PIPE_CLOSES = "\"$0\" -debug & cat > /dev/null; kill -INT $!";

    private static final Map<String, Map<String, String>> STARTED = new ConcurrentHashMap<>();

    private SharedProvider() {}

    /**
     * An override that gives every provider of a folder these settings, and the one for CloudFront's certificates the region
     * of the other: the process that all share keeps the last configuration for both.
     */
    static String configured(Path folder, String settings) throws IOException {
        Path file = folder.resolve("provider.tf");
        Matcher region = ONE_OF_TWO.matcher(Files.exists(file) ? Files.readString(file) : "");
        String usual = "provider \"aws\" {\n" + settings + "}\n";
        return region.find()
                ? usual + "provider \"aws\" {\n  alias = \"us_east_1\"\n  region = " + region.group(1) + "\n" + settings
                        + "}\n"
                : usual;
    }

    /** What Terraform's environment needs so that it uses the shared provider; nothing when it has to start its own. */
    static Map<String, String> environment(Path plugins) {
        return environment(plugins, Map.of());
    }

    /** The same for one login, as AWS's variables tell it: whoever has another gets another provider. */
    static Map<String, String> environment(Path plugins, Map<String, String> login) {
        return STARTED.computeIfAbsent(plugins + " " + new TreeMap<>(login), key -> program(plugins)
                .map(program -> start(program, login))
                .map(address -> Map.of(REATTACH, address))
                .orElse(Map.of()));
    }

    /** The newest provider in the folder, if one lies there unpacked. */
    private static Optional<Path> program(Path plugins) {
        try (var files = Files.find(
                plugins,
                8,
                (file, attributes) -> file.getFileName().toString().startsWith("terraform-provider-aws_")
                        && Files.isExecutable(file)
                        && Files.isRegularFile(file))) {
            return files.max(Comparator.naturalOrder());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String start(Path program, Map<String, String> login) {
        try {
            ProcessBuilder builder = new ProcessBuilder("sh", "-c", UNTIL_THE_PIPE_CLOSES, program.toString());
            // It has no other account than that; and with a bundle of certificates it could be configured only once.
            builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
            builder.environment().putAll(login);
            Process process = builder.redirectErrorStream(true).start();
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            StringBuilder said = new StringBuilder();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Matcher address = ADDRESS.matcher(line);
                if (address.find()) {
                    // What is not read would stop it once the pipe is full.
                    CompletableFuture.runAsync(() -> output.lines().forEach(ignored -> {}));
                    return address.group(1);
                }
                said.append(line).append('\n');
            }
            throw new AssertionError("the provider does not say where it listens: " + program + "\n" + said);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
