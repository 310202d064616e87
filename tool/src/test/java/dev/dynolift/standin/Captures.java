package dev.dynolift.standin;

import dev.dynolift.heroku.CaptureFolder;
import dev.dynolift.heroku.HerokuAnswer;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Writes answers of a vendor for a stand-in, one a line. */
public final class Captures {

    private static final JsonMapper JSON = new JsonMapper();

    private Captures() {}

    public static void write(Path folder, String path, String json) {
        CaptureFolder.write(folder, new HerokuAnswer(path, 200, Map.of(), JSON.readTree(json.replace('\'', '"'))));
    }
}
