package dev.dynolift.repository;

import dev.dynolift.inventory.ProgramStarter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells what processes start that are programs for starting others: foreman and its like, by themselves or in Rails'
 * {@code bin/dev}.
 */
final class StarterReading {

    /** What follows the name ends where the shell goes on with something else. */
    private static final Pattern STARTER = Pattern.compile(
            "(?<![\\w./-])(?:bin/)?(foreman|honcho|overmind|hivemind|goreman|forego)(?![\\w-])([^|;&\"'\\n]*)");

    private static final Pattern DEV = Pattern.compile("(?<![\\w-])(?:\\./)?bin/dev(?![\\w-])");

    /** Options that have a value, for any of them. */
    private static final Pattern WITH_VALUE = Pattern.compile(
            "-[fpmcetdlsrTNF]|--(?:procfile|port|formation|concurrency|env|timeout|root|app-root|processes|socket|color)");

    private static final Pattern ALL = Pattern.compile("(?i)all=\\d+(?:,.*)?|start|s|run|exec|\\$@|\\$\\*|\\d*[<>].*");
    private static final String USUAL = "Procfile";

    private final Checkout checkout;

    StarterReading(Checkout checkout) {
        this.checkout = checkout;
    }

    /** @param procfile type to command */
    List<ProgramStarter> of(Map<String, String> procfile) {
        return procfile.entrySet().stream()
                .flatMap(process -> starter(process.getKey(), process.getValue()).stream())
                .toList();
    }

    private Optional<ProgramStarter> starter(String process, String command) {
        Optional<ProgramStarter> found = in(process, command);
        if (found.isPresent() || !DEV.matcher(command).find()) {
            return found;
        }
        // Rails makes one that starts the server alone, unless the app builds styles or scripts.
        return checkout.searchable("bin/dev").stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.startsWith("#") && line.matches(".*\\b(start|exec|hivemind)\\b.*"))
                .flatMap(line -> in(process, line).stream())
                .findFirst();
    }

    private Optional<ProgramStarter> in(String process, String command) {
        Matcher starter = STARTER.matcher(command);
        while (starter.find()) {
            List<String> words = Stream.of(starter.group(2).strip().split("\\s+"))
                    .filter(word -> !word.isEmpty())
                    .toList();
            String name = starter.group(1);
            boolean starts = name.equals("hivemind") || words.contains("start") || words.contains("s");
            if (starts) {
                return Optional.of(started(process, name, words));
            }
        }
        return Optional.empty();
    }

    private ProgramStarter started(String process, String name, List<String> words) {
        String file = USUAL;
        List<String> named = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            String next = i + 1 < words.size() ? words.get(i + 1) : "";
            if (word.equals("-f") || word.equals("--procfile")) {
                file = next;
                i++;
            } else if (word.startsWith("--procfile=")) {
                file = word.substring("--procfile=".length());
            } else if (word.matches("-f[\\w./].*")) {
                file = word.substring(2);
            } else if (name.equals("overmind") && (word.equals("-l") || word.equals("--processes"))) {
                named.addAll(Arrays.asList(next.split(",")));
                i++;
            } else if (WITH_VALUE.matcher(word).matches()) {
                i++;
            } else if (name.equals("hivemind") && !word.startsWith("-")) {
                file = word;
            } else if (!word.startsWith("-") && !ALL.matcher(word).matches() && word.matches("[\\w-]+")) {
                named.add(word);
            }
        }
        String place = file.replaceFirst("^\\./", "");
        return new ProgramStarter(process, place, named.isEmpty() ? programs(process, place) : named);
    }

    private List<String> programs(String process, String file) {
        boolean inside = !file.isEmpty() && !file.contains("..") && !file.startsWith("/");
        Optional<String> text = inside ? checkout.searchable(file) : Optional.empty();
        return text.map(lines -> Procfile.types(lines).stream()
                        .filter(program -> !(file.equals(USUAL) && program.equals(process)))
                        .toList())
                .orElse(List.of());
    }
}
