package dev.dynolift.market;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Reason;
import dev.dynolift.file.WholeFile;
import dev.dynolift.market.Prices.Fresh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code prices.json}: what AWS itself told, kept for the next estimate. Thread-safe, but two writers overwrite each other. */
public final class PriceFile {

    private static final int SCHEMA_VERSION = 1;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private PriceFile() {}

    private record Content(int schemaVersion, List<Fresh> prices) {}

    /** @throws DynoliftException FILE */
    public static void write(Path file, List<Fresh> prices) {
        try {
            WholeFile.write(file, JSON.writeValueAsString(new Content(SCHEMA_VERSION, prices)) + "\n");
        } catch (IOException e) {
            throw new DynoliftException(
                    ErrorCode.FILE,
                    "the prices cannot be written to " + file,
                    Reason.of(e),
                    "Look at the folder's rights.",
                    e);
        }
    }

    /**
     * What was kept; nothing when AWS was never asked.
     *
     * @throws DynoliftException INPUT
     */
    public static List<Fresh> read(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            Content content = JSON.readValue(Files.readString(file), Content.class);
            if (content.schemaVersion() == SCHEMA_VERSION && content.prices() != null) {
                return content.prices();
            }
            throw unusable(file, "it is of version " + content.schemaVersion(), null);
        } catch (JacksonException e) {
            throw unusable(file, "it holds no prices", e);
        } catch (IOException e) {
            throw unusable(file, Reason.of(e), e);
        }
    }

    private static DynoliftException unusable(Path file, String why, @Nullable Exception cause) {
        return new DynoliftException(
                ErrorCode.INPUT,
                "the prices in " + file + " cannot be used",
                why,
                "Remove the file, or run `dynolift cost --refresh-prices`.",
                cause);
    }
}
