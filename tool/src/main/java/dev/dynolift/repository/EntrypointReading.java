package dev.dynolift.repository;

import dev.dynolift.repository.DockerfileInstructions.Instruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the script in the repository that a Dockerfile has as its entrypoint. */
final class EntrypointReading {

    /** What hands the command on, or at least looks at it. */
    private static final Pattern ARGUMENTS = Pattern.compile("\\$[@*1-9]|\\$\\{[@*1-9]|\\bshift\\b");

    private static final Pattern SHELL = Pattern.compile("#! ?(/usr)?/bin/(env )?(ba|da|a)?sh\\b.*");

    private final String folder;
    private final Checkout checkout;

    /** @param dockerfile whose folder is what its build sees */
    EntrypointReading(String dockerfile, Checkout checkout) {
        this.folder = dockerfile.substring(0, dockerfile.lastIndexOf('/') + 1);
        this.checkout = checkout;
    }

    /**
     * The file of the entrypoint's script when it is a shell's and ignores its arguments; nothing when it is not found.
     *
     * @param all the Dockerfile's instructions, some of which copy the script to where the entrypoint names it
     */
    Optional<String> ignoring(Instruction entrypoint, List<Instruction> all) {
        String[] words =
                entrypoint.rest().replaceAll("[\\[\\]\",]", " ").strip().split("\\s+");
        String script = words[words.length - 1];
        boolean alone = words.length == 1 || words.length == 2 && words[0].matches("(/usr)?(/bin/)?(ba|da|a)?sh");
        if (!alone || !script.matches("[\\w./-]+")) {
            return Optional.empty();
        }
        return places(script, all).stream().filter(checkout::has).findFirst().filter(file -> checkout.searchable(file)
                .filter(text -> isShell(file, text) && !ARGUMENTS.matcher(text).find())
                .isPresent());
    }

    /** "/srv/bin/start.sh" may be bin/start.sh of the repository, or start.sh, or what is copied there. */
    private List<String> places(String script, List<Instruction> all) {
        String path = script.replaceFirst("^(\\.?/)+", "");
        String name = path.substring(path.lastIndexOf('/') + 1);
        List<String> places = new ArrayList<>();
        for (String rest = path; !rest.isEmpty(); ) {
            places.add(folder + rest);
            int slash = rest.indexOf('/');
            rest = slash < 0 ? "" : rest.substring(slash + 1);
        }
        all.stream()
                .filter(instruction -> List.of("COPY", "ADD").contains(instruction.word()))
                .flatMap(copy -> Stream.of(
                        copy.rest().replaceAll("[\\[\\]\",]", " ").strip().split("\\s+")))
                .filter(word -> word.endsWith("/" + name) && word.matches("[\\w./-]+"))
                .forEach(word -> places.add(folder + word.replaceFirst("^(\\.?/)+", "")));
        return places;
    }

    private static boolean isShell(String file, String text) {
        String first = text.lines().findFirst().orElse("");
        return SHELL.matcher(first).matches() || file.endsWith(".sh") && !first.startsWith("#!");
    }
}
