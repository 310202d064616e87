package dev.dynolift.yaml;

import dev.dynolift.yaml.Node.Items;
import dev.dynolift.yaml.Node.Section;
import dev.dynolift.yaml.Node.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Changes one value of a document by its path, {@code apps.crema.services.web.count}; names may hold dots. */
public final class DocumentPath {

    private DocumentPath() {}

    /** The document with the value changed; empty when no value has that path. */
    public static Optional<Section> change(Section document, String path, UnaryOperator<Value> change) {
        return change((Node) document, path, change).map(Section.class::cast);
    }

    /** The paths of all its values. */
    public static List<String> all(Section document) {
        List<String> paths = new ArrayList<>();
        collect(document, "", paths);
        return paths;
    }

    private static void collect(Node node, String path, List<String> paths) {
        if (node instanceof Section section) {
            String before = path.isEmpty() ? "" : path + ".";
            section.entries().forEach((key, inner) -> collect(inner, before + key, paths));
        } else if (node instanceof Items items) {
            items.sections()
                    .forEach(item -> collect(item, path + "." + item.name().orElse(""), paths));
        } else {
            paths.add(path);
        }
    }

    private static Optional<Node> change(Node node, String path, UnaryOperator<Value> change) {
        if (node instanceof Value value) {
            return path.isEmpty() ? Optional.of(change.apply(value)) : Optional.empty();
        }
        if (node instanceof Section section) {
            for (Map.Entry<String, Node> entry : section.entries().entrySet()) {
                Optional<Node> changed =
                        rest(path, entry.getKey()).flatMap(rest -> change(entry.getValue(), rest, change));
                if (changed.isPresent()) {
                    Map<String, Node> entries = new LinkedHashMap<>(section.entries());
                    entries.put(entry.getKey(), changed.get());
                    return Optional.of(new Section(section.line(), section.notes(), entries));
                }
            }
            return Optional.empty();
        }
        Items items = (Items) node;
        for (int i = 0; i < items.sections().size(); i++) {
            Section item = items.sections().get(i);
            Optional<Node> changed =
                    rest(path, item.name().orElse("")).flatMap(rest -> change((Node) item, rest, change));
            if (changed.isPresent()) {
                List<Section> sections = new ArrayList<>(items.sections());
                sections.set(i, (Section) changed.get());
                return Optional.of(new Items(items.line(), items.notes(), sections));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> rest(String path, String key) {
        if (path.equals(key)) {
            return Optional.of("");
        }
        return path.startsWith(key + ".") ? Optional.of(path.substring(key.length() + 1)) : Optional.empty();
    }
}
