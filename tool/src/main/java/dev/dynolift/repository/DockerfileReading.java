package dev.dynolift.repository;

import dev.dynolift.inventory.ImageRecipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what a Dockerfile's last stage makes. */
final class DockerfileReading {

    private DockerfileReading() {}

    static @Nullable ImageRecipe read(String text, Checkout problems) {
        String base = null;
        String user = null;
        String command = null;
        List<String> ports = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        for (String line : text.replaceAll("\\\\[ \t]*\n", " ").split("\n")) {
            String[] words = line.strip().split("\\s+", 2);
            String rest = words.length < 2 ? "" : words[1].strip();
            switch (words[0].toUpperCase(Locale.ROOT)) {
                case "FROM" -> {
                    base = rest.replaceFirst("^(--\\S+\\s+)+", "").replaceFirst("\\s.*", "");
                    user = null;
                    command = null;
                    ports.clear();
                }
                case "USER" -> user = rest.isEmpty() || rest.matches("(root|0)(:.*)?") ? null : rest;
                case "CMD" -> command = rest;
                case "EXPOSE" -> ports.addAll(List.of(rest.split("\\s+")));
                case "ARG" -> arguments.add(rest.replaceFirst("[=\\s].*", ""));
                default -> {
                    // What the image holds is the builder's business.
                }
            }
        }
        if (base == null || base.isEmpty()) {
            problems.find("Dockerfile", "has no FROM", "Nothing can be built from it.");
            return null;
        }
        return new ImageRecipe(base, ports, user, command, arguments);
    }
}
