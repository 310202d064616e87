package dev.dynolift.yaml;

import dev.dynolift.yaml.Node.Items;
import dev.dynolift.yaml.Node.Section;
import dev.dynolift.yaml.Node.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries a person's edits over to a document that was made anew: what differs between {@code yours} and the program's
 * own last {@code base} is an edit. A removed line gives the value back to the program; a removed item of a list stays
 * removed. Comments that a person wrote stay above the thing they were written for.
 */
public final class ThreeWayMerge {

    private final EditMarks marks;
    private final List<Edit> kept = new ArrayList<>();
    private final List<Edit> lost = new ArrayList<>();
    private final List<Edit> removed = new ArrayList<>();

    private ThreeWayMerge(EditMarks marks) {
        this.marks = marks;
    }

    /**
     * Something that a person changed.
     *
     * @param path names joined by dots: {@code apps.crema.services.web.cpu}
     * @param line in {@code yours}; 0 for what is no longer there
     * @param text the edit in words
     */
    public record Edit(String path, int line, String text) {}

    /**
     * What a merge comes to.
     *
     * @param lost edits that concern things which are gone, or which are no choices
     * @param removed items that the person took out of a list and the program would have
     */
    public record Result(Section document, List<Edit> kept, List<Edit> lost, List<Edit> removed) {}

    /** Merges; the lines of the result are those of {@code yours} wherever it has the thing. */
    public static Result merge(Section base, Section yours, Section fresh, EditMarks marks) {
        ThreeWayMerge merge = new ThreeWayMerge(marks);
        Section document = merge.sections("", base, yours, fresh);
        return new Result(document, merge.kept, merge.lost, merge.removed);
    }

    private Section sections(String path, @Nullable Section base, Section yours, Section fresh) {
        Map<String, Node> merged = new LinkedHashMap<>();
        for (Map.Entry<String, Node> entry : fresh.entries().entrySet()) {
            String key = entry.getKey();
            Node mine = yours.get(key);
            Node before = base == null ? null : base.get(key);
            merged.put(key, mine == null ? entry.getValue() : nodes(join(path, key), before, mine, entry.getValue()));
        }
        for (Map.Entry<String, Node> entry : yours.entries().entrySet()) {
            if (!merged.containsKey(entry.getKey())) {
                Node before = base == null ? null : base.get(entry.getKey());
                String keyPath = join(path, entry.getKey());
                if (before == null) {
                    kept.add(new Edit(keyPath, entry.getValue().line(), "added"));
                    merged.put(entry.getKey(), markAdded(entry.getValue()));
                } else {
                    reportVanished(keyPath, before, entry.getValue());
                }
            }
        }
        return new Section(yours.line(), notes(base, yours, fresh), merged);
    }

    private Node nodes(String path, @Nullable Node base, Node yours, Node fresh) {
        if (fresh instanceof Section section && yours instanceof Section mine) {
            return sections(path, base instanceof Section before ? before : null, mine, section);
        }
        if (fresh instanceof Items items && yours instanceof Items mine) {
            return items(path, base instanceof Items before ? before : null, mine, items);
        }
        if (fresh instanceof Items && yours instanceof Value value && isEmpty(value)) {
            Items none = new Items(value.line(), value.notes(), List.of());
            return items(path, base instanceof Items before ? before : null, none, (Items) fresh);
        }
        if (fresh instanceof Value value && yours instanceof Value mine) {
            return values(path, base instanceof Value before ? before : null, mine, value);
        }
        // An empty list reads as an empty list of words: let the person's list of sections stand.
        return yours;
    }

    private Items items(String path, @Nullable Items base, Items yours, Items fresh) {
        List<Section> merged = new ArrayList<>();
        for (Section own : fresh.sections()) {
            String name = own.name().orElse("");
            Section before = base == null ? null : base.named(name).orElse(null);
            Section mine = yours.named(name).orElse(null);
            if (mine != null) {
                merged.add(sections(join(path, name), before, mine, own));
            } else if (before != null) {
                removed.add(new Edit(join(path, name), 0, "removed"));
            } else {
                merged.add(own);
            }
        }
        for (Section mine : yours.sections()) {
            String name = mine.name().orElse("");
            if (fresh.named(name).isEmpty()) {
                Section before = base == null ? null : base.named(name).orElse(null);
                if (before == null) {
                    kept.add(new Edit(join(path, name), mine.line(), "added"));
                    merged.add((Section) markAdded(mine));
                } else {
                    reportVanished(join(path, name), before, mine);
                }
            }
        }
        return new Items(yours.line(), notes(base, yours, fresh), merged);
    }

    private Value values(String path, @Nullable Value base, Value yours, Value fresh) {
        List<String> notes = new ArrayList<>(notes(base, yours, fresh));
        if (!yours.comment().isEmpty() && !marks.isOwn(yours.comment())) {
            notes.add(yours.comment());
        }
        Object before = base == null ? fresh.content() : base.content();
        boolean edited = !Objects.equals(yours.content(), before) && !Objects.equals(yours.content(), fresh.content());
        if (!edited) {
            return new Value(yours.line(), notes, fresh.content(), fresh.comment());
        }
        if (!marks.isChoice(fresh)) {
            lost.add(new Edit(
                    path,
                    yours.line(),
                    "set to " + shown(path, yours) + ", but this is a fact and no choice; the edit is not kept"));
            return new Value(yours.line(), notes, fresh.content(), fresh.comment());
        }
        kept.add(new Edit(path, yours.line(), "set to " + shown(path, yours)));
        return new Value(yours.line(), notes, yours.content(), marks.edited(fresh));
    }

    /** The program's own notes, then those lines of the person's that the program did not write. */
    private static List<String> notes(@Nullable Node base, Node yours, Node fresh) {
        Set<String> own = new LinkedHashSet<>(fresh.notes());
        if (base != null) {
            own.addAll(base.notes());
        }
        List<String> notes = new ArrayList<>(fresh.notes());
        yours.notes().stream().filter(note -> !own.contains(note)).forEach(notes::add);
        return notes;
    }

    private void reportVanished(String path, Node base, Node yours) {
        if (base instanceof Value before && yours instanceof Value mine) {
            if (!Objects.equals(before.content(), mine.content())) {
                lost.add(new Edit(
                        path, mine.line(), "set to " + shown(path, mine) + ", but it is no longer part of the plan"));
            }
        } else if (base instanceof Section before && yours instanceof Section mine) {
            for (Map.Entry<String, Node> entry : mine.entries().entrySet()) {
                Node was = before.get(entry.getKey());
                if (was == null) {
                    lost.add(new Edit(
                            join(path, entry.getKey()),
                            entry.getValue().line(),
                            "added, but what it was added to is no longer part of the plan"));
                } else {
                    reportVanished(join(path, entry.getKey()), was, entry.getValue());
                }
            }
        } else if (base instanceof Items before && yours instanceof Items mine) {
            for (Section section : mine.sections()) {
                String name = section.name().orElse("");
                before.named(name).ifPresent(was -> reportVanished(join(path, name), was, section));
                if (before.named(name).isEmpty()) {
                    lost.add(new Edit(
                            join(path, name),
                            section.line(),
                            "added, but what it was added to is no longer part of the plan"));
                }
            }
        }
    }

    private String shown(String path, Value value) {
        return marks.shown(path.substring(path.lastIndexOf('.') + 1), value.content());
    }

    private Node markAdded(Node node) {
        if (node instanceof Value value) {
            return value.comment().isEmpty()
                    ? new Value(value.line(), value.notes(), value.content(), marks.added())
                    : value;
        }
        if (node instanceof Section section) {
            Map<String, Node> entries = new LinkedHashMap<>();
            section.entries().forEach((key, value) -> entries.put(key, key.equals("name") ? value : markAdded(value)));
            return new Section(section.line(), section.notes(), entries);
        }
        Items items = (Items) node;
        return new Items(
                items.line(),
                items.notes(),
                items.sections().stream()
                        .map(section -> (Section) markAdded(section))
                        .toList());
    }

    private static boolean isEmpty(Value value) {
        return value.content() == null || value.content() instanceof List<?> list && list.isEmpty();
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
