package dev.dynolift.repository;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the tasks of a Rakefile by its lines; what is made by code that runs is not seen. */
final class RakeTasks {

    private static final Pattern NAMESPACE = Pattern.compile("namespace[ (]+[:\"']([\\w]+)[\"']?.*\\bdo\\b.*");
    private static final Pattern TASK = Pattern.compile("task[ (]+[:\"']?([\\w:]+?)[\"']?(?::?\\s.*|[,)].*|:|)");

    private RakeTasks() {}

    /** A namespace that is open, by the indentation of its line. */
    private record Open(int indentation, String name) {}

    /** Full names, "subscription:renew", in their order. */
    static List<String> names(String rakefile) {
        Set<String> names = new LinkedHashSet<>();
        Deque<Open> open = new ArrayDeque<>();
        for (String line : rakefile.split("\n")) {
            String text = line.strip();
            int indentation = line.length() - line.stripLeading().length();
            Matcher namespace = NAMESPACE.matcher(text);
            Matcher task = TASK.matcher(text);
            if (namespace.matches()) {
                open.push(new Open(indentation, namespace.group(1)));
            } else if (task.matches()) {
                names.add(prefix(open) + task.group(1));
            } else if (text.equals("end") && !open.isEmpty() && open.peek().indentation() == indentation) {
                open.pop();
            }
        }
        return List.copyOf(names);
    }

    private static String prefix(Deque<Open> open) {
        String outermostFirst = open.stream()
                .map(Open::name)
                .reduce((inner, outer) -> outer + ":" + inner)
                .orElse("");
        return outermostFirst.isEmpty() ? "" : outermostFirst + ":";
    }
}
