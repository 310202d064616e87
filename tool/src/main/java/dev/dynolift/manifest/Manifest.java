package dev.dynolift.manifest;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Reason;
import dev.dynolift.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the generator last wrote: each file's path and SHA-256, in {@code .dynolift-manifest.json}. By it a later run
 * tells files that were edited by hand.
 */
public final class Manifest {

    public static final String NAME = ".dynolift-manifest.json";

    private static final int SCHEMA_VERSION = 1;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Manifest() {}

    /** The paths and hashes of the last run; empty before the first. */
    static SortedMap<String, String> read(Path workspace) {
        SortedMap<String, String> hashes = new TreeMap<>();
        Path file = workspace.resolve(NAME);
        if (!Files.exists(file)) {
            return hashes;
        }
        try {
            JsonNode json = JSON.readTree(Files.readString(file));
            if (json.path("schemaVersion").asInt(0) > SCHEMA_VERSION) {
                throw unusable(file, "a newer dynolift wrote it", "Use that one.");
            }
            json.path("files")
                    .properties()
                    .forEach(
                            entry -> hashes.put(entry.getKey(), entry.getValue().asString("")));
            return hashes;
        } catch (IOException | JacksonException e) {
            throw unusable(
                    file,
                    Reason.of(e),
                    "Remove it: files that differ from what dynolift generates are then taken for edited ones.");
        }
    }

    static void write(Path workspace, SortedMap<String, String> hashes) throws IOException {
        ObjectNode json = JSON.createObjectNode().put("schemaVersion", SCHEMA_VERSION);
        ObjectNode files = json.putObject("files");
        hashes.forEach(files::put);
        WholeFile.write(workspace.resolve(NAME), JSON.writeValueAsString(json) + "\n");
    }

    private static DynoliftException unusable(Path file, String why, String next) {
        return new DynoliftException(
                ErrorCode.FILE, "the list of generated files " + file + " cannot be used", why, next);
    }
}
