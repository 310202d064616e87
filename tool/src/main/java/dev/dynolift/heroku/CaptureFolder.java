package dev.dynolift.heroku;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Problems;
import dev.dynolift.error.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A folder of Heroku's answers, one JSON file each: {@code docs/reference/rehearsal-folder.md} has the format. */
public final class CaptureFolder {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private CaptureFolder() {}

    /**
     * The answers of a folder, in the order of the files' names.
     *
     * @throws DynoliftException INPUT with everything that is wrong in the folder
     */
    public static List<HerokuAnswer> read(Path folder) {
        Problems problems = new Problems();
        List<HerokuAnswer> answers = read(folder, problems);
        problems.throwIfAny(ErrorCode.INPUT, "the capture folder " + folder + " cannot be used");
        return answers;
    }

    /** The answers of a folder as far as they can be read; adds everything that is wrong to the problems. */
    public static List<HerokuAnswer> read(Path folder, Problems problems) {
        Map<String, HerokuAnswer> answers = new LinkedHashMap<>();
        for (Path file : files(folder, problems)) {
            String name = String.valueOf(file.getFileName());
            try {
                read(name, JSON.readTree(Files.readString(file)), answers, problems);
            } catch (JacksonException e) {
                problems.add(name, "is no JSON: " + e.getOriginalMessage(), "");
            } catch (IOException e) {
                problems.add(name, "cannot be read: " + Reason.of(e), "");
            }
        }
        return new ArrayList<>(answers.values());
    }

    /**
     * Stores an answer under a name made from its path; replaces an older one.
     *
     * @throws DynoliftException FILE
     */
    public static void write(Path folder, HerokuAnswer answer) {
        ObjectNode json = JSON.createObjectNode();
        json.put("path", answer.path());
        json.put("status", answer.status());
        json.set("body", answer.body());
        try {
            makeForOwner(folder);
            Files.writeString(folder.resolve(fileName(answer.path())), JSON.writeValueAsString(json) + "\n");
        } catch (IOException e) {
            throw new DynoliftException(
                    ErrorCode.FILE,
                    "the capture folder " + folder + " cannot be written",
                    Reason.of(e),
                    "Choose another folder with --record.",
                    e);
        }
    }

    /** Names of settings, apps and hosts are nobody else's business; a folder that was there keeps its rights. */
    private static void makeForOwner(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(folder);
        if (Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** "/apps/crema/config-vars" is "apps-crema-config-vars.json". */
    static String fileName(String path) {
        String name = path.replaceAll("[^A-Za-z0-9_.]+", "-").replaceAll("^[-.]+|-+$", "");
        return (name.length() > 150 ? name.substring(0, 140) + "-" + Integer.toHexString(path.hashCode()) : name)
                + ".json";
    }

    private static List<Path> files(Path folder, Problems problems) {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> files = entries.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                problems.add(folder.toString(), "holds no .json file", "Write one with `dynolift audit --record`.");
            }
            return files;
        } catch (IOException e) {
            problems.add(folder.toString(), "cannot be listed", "Check the folder's name.");
            return List.of();
        }
    }

    private static void read(String name, JsonNode json, Map<String, HerokuAnswer> answers, Problems problems) {
        JsonNode path = json.path("path");
        JsonNode status = json.path("status");
        JsonNode headers = json.path("headers");
        if (!path.isString() || !path.asString().startsWith("/")) {
            problems.add(name, "has no \"path\" that starts with a slash", "");
        }
        if (!json.has("body")) {
            problems.add(name, "has no \"body\"", "");
        }
        if (!status.isMissingNode() && !(status.isInt() && status.asInt() >= 200 && status.asInt() <= 599)) {
            problems.add(name, "has a \"status\" that is no HTTP status", "");
        }
        if (!headers.isMissingNode() && !headers.isObject()) {
            problems.add(name, "has \"headers\" that are no object", "");
        }
        if (!path.isString() || !json.has("body") || !status.isMissingNode() && !status.isInt()) {
            return;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        headers.properties()
                .forEach(header -> texts.put(header.getKey(), header.getValue().asString("")));
        HerokuAnswer answer = new HerokuAnswer(path.asString(), status.asInt(200), texts, json.path("body"));
        if (answers.put(answer.path(), answer) != null) {
            problems.add(name, "answers " + answer.path() + ", which another file answers too", "Remove one of them.");
        }
    }
}
