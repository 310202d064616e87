package dev.dynolift.standin;

import dev.dynolift.heroku.CaptureFolder;
import dev.dynolift.heroku.HerokuAnswer;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** Writes answers of a vendor for a stand-in, one a line. */
public final class Captures {

    private static final JsonMapper JSON = new JsonMapper();

    private Captures() {}

    /** The folder of an app that tests share: "roast" is an ordinary one, "rare" has what few have. */
    public static Path of(String name) {
        try {
            return Path.of(
                    Objects.requireNonNull(Captures.class.getResource(name)).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void write(Path folder, String path, String json) {
        CaptureFolder.write(folder, new HerokuAnswer(path, 200, Map.of(), JSON.readTree(json.replace('\'', '"'))));
    }
}
