package dev.dynolift.inventory;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Reason;
import dev.dynolift.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes {@code inventory.json}. */
public final class InventoryFile {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private InventoryFile() {}

    /** The inventory as indented JSON, ending with a line end. */
    public static String toJson(Inventory inventory) {
        return JSON.writeValueAsString(inventory) + "\n";
    }

    /** SHA-256 of the inventory as JSON, in hexadecimal: by it a plan tells which inventory it was made from. */
    public static String hash(Inventory inventory) {
        try {
            byte[] json = toJson(inventory).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Replaces the file in one move, so that a reader never sees half of it; its folder is made when missing.
     *
     * @throws DynoliftException FILE
     */
    public static void write(Path file, Inventory inventory) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            WholeFile.write(file, toJson(inventory));
        } catch (IOException e) {
            throw new DynoliftException(
                    ErrorCode.FILE,
                    "the inventory " + file + " cannot be written",
                    Reason.of(e),
                    "Choose another folder with --workspace.",
                    e);
        }
    }

    /**
     * Reads a file of this version or an older one.
     *
     * @throws DynoliftException INPUT when there is none, or it is newer than this program or no inventory
     */
    public static Inventory read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw unusable(file, "there is no such file", "Run `dynolift audit APP` first.", e);
        } catch (IOException e) {
            throw unusable(file, Reason.of(e), "Look at the file's rights.", e);
        }
        try {
            JsonNode json = JSON.readTree(text);
            int version = json.path("schemaVersion").asInt(0);
            if (version < 1) {
                throw unusable(file, "it has no schemaVersion", "Run `dynolift audit` again to replace it.", null);
            }
            if (version > Inventory.SCHEMA_VERSION) {
                throw unusable(
                        file,
                        "it has schemaVersion " + version + " and this dynolift knows versions up to "
                                + Inventory.SCHEMA_VERSION,
                        "Use a newer dynolift, or run `dynolift audit` again with this one.",
                        null);
            }
            return JSON.treeToValue(json, Inventory.class);
        } catch (JacksonException e) {
            throw unusable(file, e.getOriginalMessage(), "Run `dynolift audit` again to replace it.", e);
        }
    }

    private static DynoliftException unusable(Path file, String why, String next, @Nullable Exception cause) {
        return new DynoliftException(ErrorCode.INPUT, "the inventory " + file + " cannot be used", why, next, cause);
    }
}
