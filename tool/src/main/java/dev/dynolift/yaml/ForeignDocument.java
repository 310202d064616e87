package dev.dynolift.yaml;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A document that anybody wrote for another program.
 *
 * @param content maps, lists and words; null for an empty document
 */
public record ForeignDocument(@Nullable Object content) {

    private static final int LARGEST = 1 << 20;
    private static final int DEEPEST = 200;

    /** Aliases that stand for aliases make a few lines more than fits into memory. */
    private static final int MOST_VALUES = 200_000;

    /**
     * Reads it whole or not at all.
     *
     * @param name the file's, for messages
     * @return nothing where the text is no YAML, or is no tree that can be walked: deeper or larger than anybody writes,
     *     or holding itself
     */
    public static Optional<ForeignDocument> read(String name, String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setMaxAliasesForCollections(100)
                .setAllowDuplicateKeys(true)
                .setCodePointLimit(LARGEST)
                .build();
        try {
            Object content = new Load(settings).loadFromString(text);
            return counted(content, 0, 0) <= MOST_VALUES ? Optional.of(new ForeignDocument(content)) : Optional.empty();
        } catch (YamlEngineException | ClassCastException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    /** How many values there are, added to those before; stops behind the most that are allowed. */
    private static int counted(@Nullable Object value, int depth, int before) {
        if (depth > DEEPEST) {
            return MOST_VALUES + 1;
        }
        int count = before + 1;
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                count = counted(entry.getValue(), depth + 1, counted(entry.getKey(), depth + 1, count));
                if (count > MOST_VALUES) {
                    return count;
                }
            }
        }
        for (Object item : value instanceof Collection<?> items ? items : List.of()) {
            count = counted(item, depth + 1, count);
            if (count > MOST_VALUES) {
                return count;
            }
        }
        return count;
    }
}
