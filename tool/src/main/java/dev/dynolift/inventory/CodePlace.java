package dev.dynolift.inventory;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where an app stands in its repository, which may hold more than one.
 *
 * @param folder relative to the checkout; empty for the checkout itself
 * @param saidBy the setting that names the folder ("APP_BASE"), or the one Procfile that lies there; null when nothing
 *     had to say it
 * @param procfiles folders below that have a Procfile, with the process types in it; none when the app has one itself
 */
public record CodePlace(String folder, @Nullable String saidBy, Map<String, List<String>> procfiles) {

    /** The whole checkout is the app. */
    public static final CodePlace WHOLE = new CodePlace("", null, Map.of());

    public CodePlace {
        procfiles = Collections.unmodifiableMap(new TreeMap<>(procfiles));
    }
}
