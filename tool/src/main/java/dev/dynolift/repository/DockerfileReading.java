package dev.dynolift.repository;

import dev.dynolift.inventory.ImageRecipe;
import dev.dynolift.repository.DockerfileInstructions.Instruction;
import dev.dynolift.secret.CommandSecrets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what a Dockerfile's last stage makes. */
final class DockerfileReading {

    private static final Pattern WORD = Pattern.compile("\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"");

    private static final Pattern LENT =
            Pattern.compile("--mount=type=secret,(?:[\\w=/.-]+,)*?id=([A-Za-z_][A-Za-z0-9_]*)(?![\\w.-])");

    private DockerfileReading() {}

    /** "--platform=linux/amd64 ruby:3.3" is "ruby:3.3"; a loop, since a repeated group would take the stack for each. */
    private static String withoutOptions(String line) {
        int from = 0;
        while (line.startsWith("--", from)) {
            while (from < line.length() && !Character.isWhitespace(line.charAt(from))) {
                from++;
            }
            while (from < line.length() && Character.isWhitespace(line.charAt(from))) {
                from++;
            }
        }
        return line.substring(from);
    }

    /** A list of words as a line for a shell, which is what process types have; a line as it is. */
    private static String line(String command) {
        if (!command.startsWith("[")) {
            return command;
        }
        List<String> words = WORD.matcher(command)
                .results()
                .map(word -> word.group(1).replaceAll("\\\\(.)", "$1"))
                .toList();
        boolean shell = words.size() == 3
                && words.get(0).matches("(/bin/)?(ba)?sh")
                && words.get(1).equals("-c");
        return shell
                ? words.get(2)
                : words.stream()
                        .map(word -> word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
                        .collect(Collectors.joining(" "));
    }

    private static List<String> lent(List<Instruction> instructions) {
        return instructions.stream()
                .filter(instruction -> instruction.word().equals("RUN"))
                .flatMap(instruction -> LENT.matcher(instruction.rest()).results())
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    /**
     * @param file its name
     * @param ignoreFile whether a .dockerignore keeps something out of its build
     */
    static @Nullable ImageRecipe read(String file, String text, boolean ignoreFile, Checkout problems) {
        String base = null;
        String user = null;
        String command = null;
        List<String> ports = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        Map<String, ImageRecipe> stages = new HashMap<>();
        String stage = "";
        List<Instruction> instructions = DockerfileInstructions.of(text);
        for (Instruction instruction : instructions) {
            String rest = instruction.rest();
            switch (instruction.word()) {
                case "FROM" -> {
                    if (base != null) {
                        stages.put(
                                stage,
                                new ImageRecipe(file, base, ports, user, command, arguments, List.of(), List.of()));
                    }
                    String[] names = withoutOptions(rest).split("\\s+");
                    base = names[0];
                    stage = names.length > 2 ? names[2] : "";
                    // A stage that goes on from an earlier one has what that one had.
                    ImageRecipe earlier = stages.get(base);
                    user = earlier == null ? null : earlier.user();
                    command = earlier == null ? null : earlier.command();
                    ports.clear();
                    if (earlier != null) {
                        base = earlier.base();
                        ports.addAll(earlier.ports());
                    }
                }
                case "USER" -> user = rest.isEmpty() || rest.matches("(root|0)(:.*)?") ? null : rest;
                case "CMD" -> command = CommandSecrets.masked(line(rest));
                case "EXPOSE" -> ports.addAll(List.of(rest.split("\\s+")));
                case "ARG" -> {
                    String argument = rest.replaceFirst("[=\\s].*", "");
                    if (!arguments.contains(argument)) {
                        arguments.add(argument);
                    }
                }
                default -> {
                    // What the image holds is the builder's business.
                }
            }
        }
        if (base == null || base.isEmpty()) {
            problems.find(file, "has no FROM", "Nothing can be built from it.");
            return null;
        }
        return new ImageRecipe(
                file,
                base,
                ports,
                user,
                command,
                arguments,
                lent(instructions),
                DockerfileRemarks.of(instructions, ignoreFile, new EntrypointReading(file, problems)));
    }
}
