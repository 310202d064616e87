package dev.dynolift.repository;

import dev.dynolift.inventory.ImageRemark;
import dev.dynolift.inventory.ImageRemark.Kind;
import dev.dynolift.repository.DockerfileInstructions.Instruction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds in a Dockerfile what is better known before its image runs on AWS. Not thread-safe. */
final class DockerfileRemarks {

    private static final Pattern SECRET_NAME = Pattern.compile(
            "(?i).*(SECRET|PASSWORD|PASSWD|TOKEN|CREDENTIAL|(API|ACCESS|PRIVATE|MASTER|ENCRYPTION)_?KEY|DATABASE_URL|REDIS_URL).*");
    /** What the build is given in place of a secret, and says so. */
    private static final Pattern STAND_IN =
            Pattern.compile("(?i).*(DUMMY|PLACEHOLDER|FOR.THE.BUILD|PRECOMPIL|EXAMPLE|127\\.0\\.0\\.1|LOCALHOST).*");

    private static final Pattern NAMED =
            Pattern.compile("(?:^|\\s)([A-Za-z_][A-Za-z0-9_]*)(?:=(\"[^\"]*\"|'[^']*'|\\S*))?");
    private static final Pattern SECRET_FILE = Pattern.compile(
            "(.*/)?(\\.env(\\.(?!example|sample|template)[\\w.]+)?|master\\.key|\\.npmrc|\\.netrc|id_(rsa|ed25519|ecdsa)|\\.pgpass|[\\w-]+\\.pem|credentials/[\\w-]+\\.key)");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)(?::-([^}]*))?}?");

    private final List<ImageRemark> remarks = new ArrayList<>();
    private final Map<String, String> defaults = new HashMap<>();
    private final Set<String> stages = new HashSet<>();

    private DockerfileRemarks() {}

    /** @param ignoreFile whether a .dockerignore stands beside it */
    static List<ImageRemark> of(List<Instruction> instructions, boolean ignoreFile, EntrypointReading entrypoints) {
        DockerfileRemarks remarks = new DockerfileRemarks();
        instructions.forEach(remarks::look);
        remarks.lookAtLastStage(instructions, entrypoints);
        if (!ignoreFile) {
            instructions.stream()
                    .filter(DockerfileRemarks::copiesAll)
                    .findFirst()
                    .ifPresent(copy -> remarks.add(Kind.NO_IGNORE_FILE, copy, ""));
        }
        remarks.remarks.sort((one, other) -> Integer.compare(one.line(), other.line()));
        return remarks.remarks;
    }

    private void add(Kind kind, Instruction at, String detail) {
        remarks.add(new ImageRemark(kind, at.line(), detail));
    }

    private void look(Instruction instruction) {
        switch (instruction.word()) {
            case "FROM" -> base(instruction);
            case "ARG", "ENV" -> named(instruction);
            case "COPY", "ADD" -> copied(instruction);
            default -> {}
        }
    }

    private void base(Instruction from) {
        List<String> words = Stream.of(from.rest().split("\\s+"))
                .filter(word -> !word.startsWith("--"))
                .toList();
        String image = words.isEmpty() ? "" : resolved(words.get(0));
        if (!stages.contains(image) && !image.equals("scratch") && !image.isEmpty()) {
            String name = image.substring(image.lastIndexOf('/') + 1);
            boolean digest = image.contains("@");
            if (!digest && (!name.contains(":") || name.endsWith(":latest")) && !name.contains("$")) {
                add(Kind.UNPINNED_BASE, from, image);
            }
        }
        Matcher platform = Pattern.compile("--platform=(\\S+)").matcher(from.rest());
        if (platform.find() && !platform.group(1).contains("$")) {
            add(Kind.FIXED_PLATFORM, from, platform.group(1));
        }
        if (words.size() > 2) {
            stages.add(words.get(2));
        }
    }

    private String resolved(String text) {
        return VARIABLE.matcher(text).replaceAll(found -> {
            String otherwise = found.group(2) == null ? found.group() : found.group(2);
            return Matcher.quoteReplacement(defaults.getOrDefault(found.group(1), otherwise));
        });
    }

    private void named(Instruction instruction) {
        // ENV NAME the rest of the line
        boolean old = instruction.word().equals("ENV") && instruction.rest().matches("\\w+\\s+[^=]*");
        Matcher named = NAMED.matcher(old ? instruction.rest().replaceFirst("\\s+", "=") : instruction.rest());
        while (named.find()) {
            String value = named.group(2) == null ? "" : named.group(2).replaceAll("^[\"']|[\"']$", "");
            defaults.put(named.group(1), value);
            boolean given = instruction.word().equals("ARG") ? true : !value.isEmpty();
            if (given
                    && SECRET_NAME.matcher(named.group(1)).matches()
                    && !STAND_IN.matcher(named.group(1) + " " + value).matches()) {
                add(Kind.SECRET_ARGUMENT, instruction, named.group(1));
            }
            if (old) {
                return;
            }
        }
    }

    private void copied(Instruction copy) {
        if (copy.rest().contains("--from=")) {
            return;
        }
        String[] words = copy.rest().replaceAll("[\\[\\]\",]", " ").strip().split("\\s+");
        for (int i = 0; i < words.length - 1; i++) {
            if (!words[i].startsWith("--") && SECRET_FILE.matcher(words[i]).matches()) {
                add(Kind.SECRET_FILE, copy, words[i]);
            }
        }
    }

    private void lookAtLastStage(List<Instruction> all, EntrypointReading entrypoints) {
        int begins = 0;
        for (int i = 0; i < all.size(); i++) {
            begins = all.get(i).word().equals("FROM") ? i : begins;
        }
        Instruction entrypoint = null;
        Instruction command = null;
        for (Instruction instruction : all.subList(begins, all.size())) {
            entrypoint = instruction.word().equals("ENTRYPOINT") ? instruction : entrypoint;
            command = instruction.word().equals("CMD") ? instruction : command;
        }
        if (entrypoint != null && isShellLine(entrypoint)) {
            add(Kind.SHELL_ENTRYPOINT, entrypoint, "is a line for a shell");
        } else if (command != null && isShellLine(command) && !command.rest().startsWith("exec ")) {
            add(Kind.SHELL_COMMAND, command, "");
        }
        if (entrypoint != null) {
            Instruction starts = entrypoint;
            entrypoints
                    .ignoring(starts, all)
                    .ifPresent(file ->
                            add(Kind.SHELL_ENTRYPOINT, starts, "starts " + file + ", which ignores its arguments"));
        }
        lookForSettingsScript(all, entrypoint);
        boolean port = all.stream()
                .anyMatch(instruction -> instruction.word().equals("EXPOSE")
                        || instruction.rest().matches(".*\\bPORT\\b.*"));
        if (!port && !all.isEmpty()) {
            add(Kind.NO_PORT, all.get(begins), "");
        }
    }

    /** What the script needs may come from any stage that the last one goes on from. */
    private void lookForSettingsScript(List<Instruction> all, @Nullable Instruction entrypoint) {
        List<String> lacking = new ArrayList<>();
        if (entrypoint == null || !entrypoint.rest().contains("with-settings.sh")) {
            lacking.add("with-settings.sh");
        }
        for (String program : List.of("curl", "jq")) {
            Pattern installed = Pattern.compile("(?<![\\w.-])" + program + "(?![\\w.-])");
            if (all.stream()
                    .noneMatch(instruction -> instruction.word().equals("RUN")
                            && installed.matcher(instruction.rest()).find())) {
                lacking.add(program);
            }
        }
        if (!lacking.isEmpty() && !all.isEmpty()) {
            add(Kind.NO_SETTINGS_SCRIPT, entrypoint == null ? all.get(0) : entrypoint, String.join(", ", lacking));
        }
    }

    private static boolean isShellLine(Instruction instruction) {
        return !instruction.rest().isEmpty() && !instruction.rest().startsWith("[");
    }

    private static boolean copiesAll(Instruction instruction) {
        return List.of("COPY", "ADD").contains(instruction.word())
                && !instruction.rest().contains("--from=")
                && instruction.rest().replaceAll("--\\S+\\s+", "").matches("\\[?\\s*\"?\\./?\"?[\\s,].*");
    }
}
