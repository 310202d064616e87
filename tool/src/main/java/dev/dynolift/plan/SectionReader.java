package dev.dynolift.plan;

import dev.dynolift.error.Problems;
import dev.dynolift.error.Spelling;
import dev.dynolift.yaml.Node;
import dev.dynolift.yaml.Node.Items;
import dev.dynolift.yaml.Node.Section;
import dev.dynolift.yaml.Node.Value;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads one section of the plan file. What is wrong goes to {@link Problems} with its line, and a harmless value is
 * returned so that reading goes on and finds the rest. Not thread-safe.
 */
final class SectionReader {

    private final String file;
    private final String title;
    private final Section section;
    private final Problems problems;
    private final Set<String> known = new HashSet<>();

    SectionReader(String file, String title, Section section, Problems problems) {
        this.file = file;
        this.title = title;
        this.section = section;
        this.problems = problems;
    }

    /** Whether the section has that key. */
    boolean has(String key) {
        known.add(key);
        return section.get(key) != null;
    }

    /** Reports a problem at a key's line. */
    void refuse(String key, String what, String next) {
        Node node = section.get(key);
        int line = node == null ? section.line() : node.line();
        problems.add(file + ":" + line, title.isEmpty() ? what : title + ": " + what, next);
    }

    String text(String key) {
        Value value = value(key);
        return value == null || value.content() == null ? "" : asText(value.content());
    }

    List<String> texts(String key) {
        Value value = value(key);
        if (value != null && value.content() instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        if (value != null) {
            refuse(key, "`" + key + "` must be a list: [a, b]", "");
        }
        return List.of();
    }

    long whole(String key, long least, long most) {
        Value value = value(key);
        if (value == null) {
            return least;
        }
        if (!(value.content() instanceof Long whole)) {
            refuse(
                    key,
                    "`" + key + "` must be a whole number, and is `" + value.content() + "`",
                    String.valueOf(value.content()).matches("-?\\d+") ? "Write it without quotes." : "");
            return least;
        }
        if (whole < least || whole > most) {
            refuse(
                    key,
                    "`" + key + "` is " + whole + ", which is "
                            + (whole < least ? "below the least, " + least : "above the most, " + most),
                    "");
            return least;
        }
        return whole;
    }

    Choice<String> textChoice(String key) {
        Value value = value(key);
        return value == null || value.content() == null ? Choice.yours("", "") : choice(value, asText(value.content()));
    }

    /** A text that must not be empty. */
    Choice<String> filledChoice(String key) {
        Choice<String> choice = textChoice(key);
        if (choice.value().isBlank() && section.get(key) != null) {
            refuse(key, "`" + key + "` is empty", "");
        }
        return choice;
    }

    Choice<List<String>> textsChoice(String key) {
        List<String> texts = texts(key);
        return section.get(key) instanceof Value value ? choice(value, texts) : Choice.yours(texts, "");
    }

    Choice<Integer> wholeChoice(String key, int least, int most) {
        Value value = value(key);
        int whole = (int) whole(key, least, most);
        return value == null ? Choice.yours(whole, "") : choice(value, whole);
    }

    Choice<Boolean> flagChoice(String key) {
        Value value = value(key);
        if (value == null) {
            return Choice.yours(false, "");
        }
        if (!(value.content() instanceof Boolean flag)) {
            refuse(
                    key,
                    "`" + key + "` must be true or false, and is `" + value.content() + "`",
                    "Write true or false, without quotes.");
            return Choice.yours(false, "");
        }
        return choice(value, flag);
    }

    <E extends Enum<E>> Choice<E> wordChoice(String key, Class<E> type) {
        Value value = value(key);
        E first = type.getEnumConstants()[0];
        if (value == null) {
            return Choice.yours(first, "");
        }
        String written = String.valueOf(value.content());
        Optional<E> found = Arrays.stream(type.getEnumConstants())
                .filter(constant -> Choice.word(constant)
                        .equals(written.toLowerCase(Locale.ROOT).replace('_', '-')))
                .findFirst();
        if (found.isEmpty()) {
            refuse(
                    key,
                    "`" + key + "` is `" + WrittenSecrets.shown(key, written) + "`",
                    "Use one of "
                            + Arrays.stream(type.getEnumConstants())
                                    .map(Choice::word)
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
        return choice(value, found.orElse(first));
    }

    Optional<SectionReader> section(String key) {
        known.add(key);
        Node node = section.get(key);
        if (node == null) {
            return Optional.empty();
        }
        if (node instanceof Section inner) {
            return Optional.of(new SectionReader(file, joined(key), inner, problems));
        }
        refuse(key, "`" + key + "` must be a section of its own", "");
        return Optional.empty();
    }

    List<SectionReader> items(String key, String each) {
        known.add(key);
        Node node = section.get(key);
        if (node instanceof Items items) {
            return items.sections().stream()
                    .map(item -> new SectionReader(
                            file, joined(each + " " + item.name().orElse("")), item, problems))
                    .toList();
        }
        if (node != null && !isEmptyList(node)) {
            refuse(key, "`" + key + "` must be a list of sections, each beginning with `- name:`", "");
        }
        return List.of();
    }

    /** All keys, for sections whose keys are names that people choose; no key is unknown then. */
    Set<String> names() {
        known.addAll(section.entries().keySet());
        return section.entries().keySet();
    }

    /** Reports the keys that nobody asked for; to be called last. */
    void finish() {
        for (String key : section.entries().keySet()) {
            if (!known.contains(key)) {
                refuse(
                        key,
                        "there is no key `" + key + "` here",
                        Spelling.nearest(key, known)
                                .map(near -> "Did you mean `" + near + "`?")
                                .orElse("Remove the line, or write it as a comment."));
            }
        }
    }

    private @Nullable Value value(String key) {
        known.add(key);
        Node node = section.get(key);
        if (node == null) {
            refuse(key, "`" + key + "` is missing", "Run `dynolift plan` again to have it filled in.");
            return null;
        }
        if (node instanceof Value value) {
            return value;
        }
        refuse(key, "`" + key + "` must be a single value", "");
        return null;
    }

    private String joined(String part) {
        return title.isEmpty() ? part : title + ", " + part;
    }

    private static boolean isEmptyList(Node node) {
        return node instanceof Value value
                && (value.content() == null || (value.content() instanceof List<?> list && list.isEmpty()));
    }

    private String asText(Object content) {
        return content instanceof List<?> ? "" : String.valueOf(content);
    }

    private static <T> Choice<T> choice(Value value, T content) {
        String comment = value.comment();
        Optional<Source> source = Source.beginning(comment);
        if (source.isEmpty()) {
            return Choice.yours(content, comment);
        }
        String rest = comment.substring(source.get().word().length());
        return new Choice<>(
                content, source.get(), rest.isEmpty() ? "" : rest.substring(1).strip());
    }
}
