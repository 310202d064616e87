package dev.dynolift.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pages of docs/reference/commands show what {@code --help} prints. With {@code -Ddynolift.docs=write}, which
 * {@code make docs} sets, this pastes the text instead of comparing it.
 */
class CommandPagesTest {

    private static final Path PAGES = Program.repository().resolve("docs/reference/commands");
    private static final String BEGIN = "<!-- help: pasted by make docs -->\n";
    private static final String END = "<!-- end of help -->\n";
    private static final Pattern COMMAND = Pattern.compile("  ([a-z][a-z-]*)(, [a-z-]+)*(  .*|$)");

    @TempDir
    Path folder;

    @Test
    void pages_show_what_help_prints() throws Exception {
        Map<String, String> pasted = new TreeMap<>();
        String root = help(List.of());
        pasted.put("README.md", section(List.of(), root));
        for (String command : commandsIn(root)) {
            pasted.put(command + ".md", sections(List.of(command)));
        }
        if ("write".equals(System.getProperty("dynolift.docs"))) {
            for (Map.Entry<String, String> page : pasted.entrySet()) {
                write(PAGES.resolve(page.getKey()), page.getValue());
            }
        }
        for (Map.Entry<String, String> page : pasted.entrySet()) {
            Path file = PAGES.resolve(page.getKey());
            assertThat(file).as("run make docs").exists();
            assertThat(Files.readString(file)).as("%s: run make docs", file).contains(BEGIN + page.getValue() + END);
        }
        try (Stream<Path> files = Files.list(PAGES)) {
            assertThat(files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()))
                    .as("pages of commands that are there")
                    .isEqualTo(pasted.keySet());
        }
    }

    /** A command's help and that of all its subcommands. */
    private String sections(List<String> command) throws Exception {
        String help = help(command);
        StringBuilder text = new StringBuilder(section(command, help));
        for (String subcommand : commandsIn(help)) {
            List<String> words = new ArrayList<>(command);
            words.add(subcommand);
            text.append('\n').append(sections(words));
        }
        return text.toString();
    }

    private static String section(List<String> command, String help) {
        String title = String.join(
                " ", Stream.concat(Stream.of("dynolift"), command.stream()).toList());
        String heading = command.size() > 1 ? "## " + title + "\n" : "";
        return heading + "```text\n" + help.stripTrailing() + "\n```\n";
    }

    private String help(List<String> command) throws Exception {
        List<String> words = new ArrayList<>(command);
        words.add("--help");
        Program.Result result = new Program(folder).run(words.toArray(String[]::new));
        assertThat(result.exitCode()).as("exit code of %s", words).isZero();
        assertThat(result.err()).as("standard error of %s", words).isEmpty();
        assertThat(result.out()).contains("Usage: dynolift");
        return result.out().replaceAll("(?m) +$", "");
    }

    private static List<String> commandsIn(String help) {
        TreeSet<String> commands = new TreeSet<>();
        Arrays.stream(help.split("\n", -1))
                .dropWhile(line -> !line.equals("Commands:"))
                .skip(1)
                .takeWhile(line -> line.startsWith(" "))
                .forEach(line -> {
                    Matcher command = COMMAND.matcher(line);
                    if (command.matches() && !command.group(1).equals("help")) {
                        commands.add(command.group(1));
                    }
                });
        return List.copyOf(commands);
    }

    /** Replaces the pasted part of a page, or makes the page; what was written by hand stays. */
    private static void write(Path file, String pasted) throws IOException {
        String name = file.getFileName().toString().replace(".md", "");
        String text = Files.exists(file) ? Files.readString(file) : "# dynolift " + name + "\n";
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            text = text.stripTrailing() + "\n\n" + BEGIN + pasted + END;
        } else {
            text = text.substring(0, begin) + BEGIN + pasted + text.substring(end);
        }
        Files.writeString(file, text);
    }
}
