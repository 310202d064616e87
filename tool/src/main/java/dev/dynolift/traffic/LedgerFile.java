package dev.dynolift.traffic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The form of a ledger: one JSON object a line, its kind first. A line that a kill cut off is no line. */
final class LedgerFile {

    private static final ObjectMapper JSON = JsonMapper.shared();

    private LedgerFile() {}

    static String toText(LedgerLine line) {
        ObjectNode node = JSON.createObjectNode().put("kind", line.getClass().getSimpleName());
        node.setAll((ObjectNode) JSON.valueToTree(line));
        return JSON.writeValueAsString(node);
    }

    /** Empty for a line that is cut off. */
    static Optional<LedgerLine> fromText(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            if (!(node instanceof ObjectNode object) || !object.has("kind")) {
                return Optional.empty();
            }
            String kind = object.remove("kind").asString();
            Class<? extends LedgerLine> type =
                    switch (kind) {
                        case "Started" -> LedgerLine.Started.class;
                        case "Switched" -> LedgerLine.Switched.class;
                        case "FirstWrite" -> LedgerLine.FirstWrite.class;
                        case "Failed" -> LedgerLine.Failed.class;
                        case "Second" -> LedgerLine.Second.class;
                        default -> LedgerLine.Stopped.class;
                    };
            return Optional.of(JSON.treeToValue(object, type));
        } catch (JacksonException cutOff) {
            return Optional.empty();
        }
    }

    /** A line cut off by a kill must not swallow the first line of the next run. */
    static void endLastLine(Path file) throws IOException {
        if (Files.exists(file) && Files.size(file) > 0) {
            byte[] all = Files.readAllBytes(file);
            if (all[all.length - 1] != '\n') {
                Files.write(file, new byte[] {'\n'}, java.nio.file.StandardOpenOption.APPEND);
            }
        }
    }
}
