package dev.dynolift.yaml;

import dev.dynolift.error.Problems;
import dev.dynolift.yaml.Node.Items;
import dev.dynolift.yaml.Node.Section;
import dev.dynolift.yaml.Node.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads a document with the line and the comments of every value. Not thread-safe; one for each text. */
public final class DocumentParser {

    /** The largest document that is read, in characters; an estate of hundreds of apps stays far below. */
    private static final int LARGEST = 64 << 20;

    private final String file;
    private final CommentLines comments;
    private final Problems problems;

    private DocumentParser(String file, CommentLines comments, Problems problems) {
        this.file = file;
        this.comments = comments;
        this.problems = problems;
    }

    /**
     * The document's tree, as much of it as can be read.
     *
     * @param file the name that problems are reported under
     * @param problems takes what is wrong: the syntax, keys that stand twice, items without a name
     */
    public static Section parse(String file, String text, Problems problems) {
        DocumentParser parser = new DocumentParser(file, new CommentLines(text), problems);
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(LARGEST)
                .setMaxAliasesForCollections(0)
                .build();
        try {
            Optional<org.snakeyaml.engine.v2.nodes.Node> root = new Compose(settings).composeString(text);
            if (root.isPresent() && root.get() instanceof MappingNode mapping) {
                Section document = parser.section(mapping, List.of());
                return document.withNotes(parser.comments.atTheEnd());
            }
            problems.add(file, "it is no mapping of keys to values", "");
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            problems.add(file + ":" + line, "this is no YAML: " + e.getProblem(), "");
        } catch (YamlEngineException e) {
            problems.add(file, "this is no YAML: " + e.getMessage(), "");
        } catch (StackOverflowError e) {
            // Only the parser knows how deep it is, and it has no limit of its own.
            problems.add(
                    file, "its brackets stand in each other too deep to be read", "Look for one that is not closed.");
        }
        return new Section(0, List.of(), Map.of());
    }

    private Section section(MappingNode mapping, List<String> notes) {
        Map<String, Node> entries = new LinkedHashMap<>();
        boolean first = true;
        for (NodeTuple tuple : mapping.getValue()) {
            org.snakeyaml.engine.v2.nodes.Node keyNode = tuple.getKeyNode();
            int line = line(keyNode);
            if (!(keyNode instanceof ScalarNode key)) {
                problems.add(file + ":" + line, "a key must be a word", "");
                continue;
            }
            // The comment above a list's item belongs to the item, not to its first entry as well.
            List<String> above = first && !notes.isEmpty() ? List.of() : comments.above(line);
            first = false;
            if (entries.containsKey(key.getValue())) {
                problems.add(file + ":" + line, "`" + key.getValue() + "` stands twice", "Remove one of them.");
                continue;
            }
            entries.put(key.getValue(), node(tuple.getValueNode(), line, above));
        }
        return new Section(line(mapping), notes, entries);
    }

    private Node node(org.snakeyaml.engine.v2.nodes.Node node, int keyLine, List<String> notes) {
        if (node instanceof MappingNode mapping) {
            Section section = section(mapping, List.of());
            return new Section(keyLine, notes, section.entries());
        }
        if (node instanceof SequenceNode sequence) {
            return sequence(sequence, keyLine, notes);
        }
        return new Value(keyLine, notes, content(node), comment(node));
    }

    private Node sequence(SequenceNode sequence, int keyLine, List<String> notes) {
        boolean scalars = sequence.getValue().stream().allMatch(ScalarNode.class::isInstance);
        if (scalars) {
            List<String> content = sequence.getValue().stream()
                    .map(node -> ((ScalarNode) node).getValue())
                    .toList();
            return new Value(keyLine, notes, content, comment(sequence));
        }
        List<Section> sections = new ArrayList<>();
        for (org.snakeyaml.engine.v2.nodes.Node item : sequence.getValue()) {
            int line = line(item);
            if (!(item instanceof MappingNode mapping)) {
                problems.add(file + ":" + line, "a list holds either words or sections, not both", "");
                continue;
            }
            Section section = section(mapping, comments.above(line));
            if (section.name().isEmpty()) {
                problems.add(file + ":" + line, "this item has no `name`", "Give it one that no other item has.");
            } else if (sections.stream().anyMatch(other -> other.name().equals(section.name()))) {
                problems.add(
                        file + ":" + line,
                        "the name `" + section.name().get() + "` stands twice in this list",
                        "Rename or remove one of them.");
            } else {
                sections.add(section);
            }
        }
        return new Items(keyLine, notes, sections);
    }

    private @Nullable Object content(org.snakeyaml.engine.v2.nodes.Node node) {
        if (!(node instanceof ScalarNode scalar)) {
            return null;
        }
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        if (tag.equals(Tag.BOOL)) {
            return Boolean.valueOf(text);
        }
        if (tag.equals(Tag.INT)) {
            try {
                return Long.valueOf(text);
            } catch (NumberFormatException e) {
                return text;
            }
        }
        if (tag.equals(Tag.FLOAT)) {
            return Double.valueOf(text.startsWith(".") || text.startsWith("-.") ? "NaN" : text);
        }
        return text;
    }

    private String comment(org.snakeyaml.engine.v2.nodes.Node node) {
        return node.getEndMark()
                .map(mark -> comments.behind(mark.getLine() + 1, mark.getColumn()))
                .orElse("");
    }

    private static int line(org.snakeyaml.engine.v2.nodes.Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
    }
}
