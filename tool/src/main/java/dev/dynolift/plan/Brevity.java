package dev.dynolift.plan;

import dev.dynolift.yaml.Node;
import dev.dynolift.yaml.Node.Items;
import dev.dynolift.yaml.Node.Section;
import dev.dynolift.yaml.Node.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps a plan file readable: a reason that was given for one app is not told again for the others, and of many apps each
 * says only what is not said before it. A line that is left out means the planner's own value, as a removed one does, so
 * whoever reads the file fills it in again. Whatever the user wrote stays.
 */
final class Brevity {

    /** So many apps, databases or caches are read one by one. */
    static final int FEW = 5;

    /** What fits behind a value on one line is repeated, among many what fits easily. */
    private static final int ONE_LINE = 86;

    private static final int SHORT = 60;

    /** Sections that not all of their kind have: whether one is there has to be seen. */
    private static final Set<String> OPTIONAL = Set.of("scaling", "web", "release", "site");

    /** Sections whose keys are names that the app has chosen. */
    private static final Set<String> NAMES = Set.of("settings", "variables");

    /** What is read off Heroku and told for each, alike or not. */
    private static final Set<String> TOLD_FOR_EACH = Set.of(
            ".component",
            ".environment",
            ".services.command",
            ".services.cpu",
            ".services.memoryMib",
            ".services.count",
            ".scheduledJobs.command",
            ".scheduledJobs.schedule",
            ".pipeline.repository",
            ".instanceClass",
            ".nodeType",
            ".storageGb",
            ".multiAz",
            ".replicas");

    /** Facts that are told for the first of a kind, and again where they are others. */
    private static final Set<String> FACTS = Set.of(".sourceMajor", ".extensions", ".memoryMb");

    /** What is told by a choice beside it, too: the storage says how much data there is. */
    private static final String DATA = ".sourceBytes";

    /** What an add-on says of its service. */
    private static final Set<String> OF_THE_SERVICE = Set.of("target", "next");

    /** What a blocker says besides its name and its first sentence; findings.md has it for each. */
    private static final Set<String> OF_THE_RULE = Set.of("rule", "subject", "why", "next", "source");

    private final boolean many;

    /** Whether everything is in the same environment, which then says nothing. */
    private final boolean together;

    /** By key and comment, for whom it was told first. */
    private final Map<String, String> reasons = new HashMap<>();

    /** By path without names, the planner's own value that was told first. */
    private final Map<String, String> firsts = new HashMap<>();

    private final Set<String> seen = new HashSet<>();

    private Brevity(boolean many, boolean together) {
        this.many = many;
        this.together = together;
    }

    /** The document as it is written. */
    static Section of(Section document) {
        boolean together = document.get("environments") instanceof Items environments
                && environments.sections().size() == 1;
        Map<String, Node> entries = new LinkedHashMap<>(document.entries());
        entries.replaceAll((key, node) -> node instanceof Items items
                ? new Brevity(items.sections().size() > FEW, together).things(items, key.equals("blockers"))
                : node);
        return new Section(document.line(), document.notes(), entries);
    }

    /** Whether a document has so many of a kind that lines are left out of it. */
    static boolean leavesOut(Section document) {
        return document.entries().values().stream()
                .anyMatch(
                        node -> node instanceof Items items && items.sections().size() > FEW);
    }

    /** The document as it was written, without what this class has put between the user's own comments. */
    static Section withoutLists(Section document) {
        Map<String, Node> entries = new LinkedHashMap<>(document.entries());
        entries.replaceAll((key, node) -> {
            if (node instanceof Items items) {
                return new Items(
                        items.line(),
                        items.notes(),
                        items.sections().stream().map(Brevity::withoutLists).toList());
            }
            return NAMES.contains(key) ? node.withNotes(NamedInComment.withoutLists(node.notes())) : node;
        });
        return new Section(document.line(), document.notes(), entries);
    }

    private Items things(Items items, boolean blockers) {
        return new Items(
                items.line(),
                items.notes(),
                items.sections().stream()
                        .map(thing -> blockers ? blocker(thing) : section("", thing, thing.name()))
                        .toList());
    }

    private Section blocker(Section blocker) {
        boolean first = !(blocker.get("rule") instanceof Value rule) || seen.add(String.valueOf(rule.content()));
        Map<String, Node> entries = new LinkedHashMap<>(blocker.entries());
        if (many && !first) {
            entries.keySet().removeAll(OF_THE_RULE);
        }
        return new Section(blocker.line(), blocker.notes(), entries);
    }

    private Section section(String path, Section section, Optional<String> owner) {
        Map<String, Node> entries = new LinkedHashMap<>();
        section.entries().forEach((key, node) -> {
            boolean itself = many && isItself(path + "." + key, node, section);
            if (many && NAMES.contains(key) && node instanceof Section inner) {
                if (!itself) {
                    entries.put(key, names(key, inner, owner));
                }
            } else {
                shortened(path + "." + key, key, node, owner)
                        .filter(shorter -> !itself || shorter instanceof Section rest && !isBare(rest))
                        .ifPresent(shorter -> entries.put(key, shorter));
            }
        });
        return new Section(section.line(), section.notes(), entries);
    }

    /** Whether a part says what anybody expects of a thing with that name, or all that the first has said. */
    private boolean isItself(String path, Node node, Section of) {
        String name = of.name().orElse("");
        if (node instanceof Value value) {
            return path.equals(".component")
                    && name.equals(value.content())
                    && isOwn(value)
                    && !seen.add("a component is called as its app");
        }
        if (path.equals(".variables") && node instanceof Section variables) {
            String all = String.valueOf(variables.entries().values().stream()
                    .map(each -> each instanceof Value value && isOwn(value) ? value.content() + value.comment() : each)
                    .toList());
            String first = firsts.putIfAbsent(path, variables.entries().keySet() + all);
            return (variables.entries().keySet() + all).equals(first)
                    && untold(variables.notes()).isEmpty();
        }
        return path.equals(".services.web") && name.equals("web");
    }

    private static boolean isBare(Section section) {
        return section.entries().isEmpty() && section.notes().isEmpty();
    }

    private static boolean isOwn(Value value) {
        return value.notes().isEmpty()
                && Source.beginning(value.comment())
                        .filter(source -> source != Source.YOURS)
                        .isPresent();
    }

    /** After the first of its service, without what its name, or what takes its place, tells. */
    private Section addon(String path, Section addon, Optional<String> owner) {
        String service = text(addon, "service");
        boolean first = seen.add("add-on " + service);
        Map<String, Node> entries = new LinkedHashMap<>(addon.entries());
        if (many && !first) {
            boolean inPlan = text(addon, "target").contains(".");
            if (inPlan || addon.name().orElse("").startsWith(service)) {
                entries.remove("service");
            }
            if (inPlan) {
                entries.remove("plan");
            }
        }
        return section(path + " " + service, new Section(addon.line(), addon.notes(), entries), owner);
    }

    private static String text(Section section, String key) {
        return section.get(key) instanceof Value value ? String.valueOf(value.content()) : "";
    }

    private Optional<Node> shortened(String path, String key, Node node, Optional<String> owner) {
        if (node instanceof Items items) {
            List<Section> sections = items.sections().stream()
                    .map(section -> key.equals("addons") ? addon(path, section, owner) : section(path, section, owner))
                    .toList();
            boolean first = seen.add(path);
            return many && !first && sections.isEmpty() && items.notes().isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Items(items.line(), items.notes(), sections));
        }
        if (node instanceof Section section) {
            Section shorter = section(path, section, owner);
            List<String> notes = untold(section.notes());
            boolean gone = many && shorter.entries().isEmpty() && notes.isEmpty() && !OPTIONAL.contains(key);
            return gone ? Optional.empty() : Optional.of(new Section(section.line(), notes, shorter.entries()));
        }
        Value value = (Value) node;
        return many && isSaid(path, value) ? Optional.empty() : Optional.of(reason(key, value, owner));
    }

    /** Whether a reader finds the value further up, behind the first of its kind. */
    private boolean isSaid(String path, Value value) {
        if (!value.notes().isEmpty()) {
            return false;
        }
        if (value.comment().isEmpty()) {
            return isFactSaid(path, value) || isEmpty(value) && !seen.add(path);
        }
        Optional<Source> source = Source.beginning(value.comment());
        if (source.isEmpty()
                || source.get() == Source.YOURS
                || source.get() == Source.DETECTED && TOLD_FOR_EACH.contains(path) && !isPlace(path)) {
            return false;
        }
        String first = firsts.putIfAbsent(path, String.valueOf(value.content()));
        boolean reasonIsTold = !seen.add(path + " " + value.comment()) || isPlace(path);
        return reasonIsTold && String.valueOf(value.content()).equals(first);
    }

    /** Where there is one environment alone, everything is in it. */
    private boolean isPlace(String path) {
        return together && path.equals(".environment");
    }

    private boolean isFactSaid(String path, Value value) {
        boolean ofService = path.startsWith(".addons ") && OF_THE_SERVICE.contains(path.replaceFirst(".*\\.", ""));
        if (!FACTS.contains(path) && !path.equals(DATA) && !ofService) {
            return false;
        }
        String content = String.valueOf(value.content());
        String first = firsts.putIfAbsent(path, content);
        return path.equals(DATA) ? first != null : content.equals(first);
    }

    private static boolean isEmpty(Value value) {
        return value.content() == null
                || value.content() instanceof List<?> list && list.isEmpty()
                || value.content() instanceof String text && text.isEmpty();
    }

    private Value reason(String key, Value value, Optional<String> owner) {
        Optional<Source> source = Source.beginning(value.comment()).filter(one -> one != Source.YOURS);
        if (source.isEmpty() || owner.isEmpty() || value.comment().length() <= (many ? SHORT : ONE_LINE)) {
            return value;
        }
        String first = reasons.putIfAbsent(key + " " + value.comment(), owner.get());
        return first == null || !many && first.equals(owner.get())
                ? value
                : new Value(
                        value.line(),
                        value.notes(),
                        value.content(),
                        source.get().word() + (first.equals(owner.get()) ? ": as above" : ": as for " + first));
    }

    /** Without the planner's own notes that were told for an earlier thing. */
    private List<String> untold(List<String> notes) {
        return many
                ? notes.stream()
                        .filter(note -> !PlanWriting.OF_EACH_APP.contains(note) || seen.add("# " + note))
                        .toList()
                : notes;
    }

    /** Of what other apps have as well only the names, as which of them there are differs from app to app. */
    private Section names(String key, Section section, Optional<String> owner) {
        NamedInComment named = new NamedInComment();
        Map<String, Node> entries = new LinkedHashMap<>();
        section.entries().forEach((name, node) -> {
            Optional<String> lead = node instanceof Value value && NamedInComment.takes(name, value)
                    ? (key.equals("settings") ? usual(value) : Optional.<String>empty())
                            .or(() -> asElsewhere(key, name, value, owner))
                    : Optional.empty();
            if (lead.isPresent()) {
                named.add(lead.get(), name);
            } else {
                entries.put(name, node instanceof Value value ? reason(key, value, owner) : node);
            }
        });
        return new Section(section.line(), named.after(untold(section.notes())), entries);
    }

    private Optional<String> usual(Value setting) {
        return setting.comment().startsWith(Source.DEFAULT.word())
                        && !seen.add("settings " + setting.content() + setting.comment())
                ? Optional.of("by default " + setting.content())
                : Optional.empty();
    }

    private Optional<String> asElsewhere(String key, String name, Value value, Optional<String> owner) {
        String first =
                reasons.putIfAbsent(key + " " + name + " " + value.content() + value.comment(), owner.orElse(""));
        return Optional.ofNullable(first)
                .filter(other -> other.matches("[A-Za-z0-9._-]+"))
                .map(other -> "as for " + other);
    }
}
