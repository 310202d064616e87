package dev.dynolift.report;

import dev.dynolift.report.RehearsalReport.Estate;
import dev.dynolift.report.RehearsalReport.Link;
import dev.dynolift.report.RehearsalReport.Part;
import dev.dynolift.report.RehearsalReport.PartKind;
import dev.dynolift.terminal.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes a large estate small enough for a picture: of each kind the first few parts, and one for all the others. */
final class EstateFolding {

    /** More than this on one side is no picture any more. */
    private static final int MOST = 13;

    private static final int MOST_OF_A_KIND = 6;

    private EstateFolding() {}

    /** The same estate with at most about a dozen parts on each side, those that belong together side by side. */
    static Estate fold(Estate estate) {
        Map<String, String> standIns = new HashMap<>();
        List<Part> heroku = fold(estate.heroku(), "heroku", standIns);
        List<Part> aws = fold(estate.aws(), "aws", standIns);
        Set<Link> links = estate.links().stream()
                .map(link -> new Link(
                        standIns.getOrDefault(link.from(), link.from()), standIns.getOrDefault(link.to(), link.to())))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> known = new LinkedHashSet<>();
        heroku.forEach(part -> known.add(part.id()));
        aws.forEach(part -> known.add(part.id()));
        links.removeIf(link -> !known.contains(link.from()) || !known.contains(link.to()));
        return new Estate(heroku, opposite(aws, heroku, links), List.copyOf(links));
    }

    private static List<Part> fold(List<Part> parts, String side, Map<String, String> standIns) {
        int most = MOST_OF_A_KIND;
        while (most > 1 && size(parts, most) > MOST) {
            most--;
        }
        if (parts.size() <= MOST) {
            return parts;
        }
        Map<PartKind, List<Part>> kinds = new EnumMap<>(PartKind.class);
        parts.forEach(part ->
                kinds.computeIfAbsent(part.kind(), kind -> new ArrayList<>()).add(part));
        List<Part> kept = new ArrayList<>();
        for (Map.Entry<PartKind, List<Part>> kind : kinds.entrySet()) {
            List<Part> all = kind.getValue();
            // A box that stands for one would take as much room as that one.
            int shown = all.size() <= most + 1 ? all.size() : most;
            kept.addAll(all.subList(0, shown));
            if (shown < all.size()) {
                List<Part> rest = all.subList(shown, all.size());
                String id = side + " more " + kind.getKey();
                rest.forEach(part -> standIns.put(part.id(), id));
                kept.add(new Part(id, kind.getKey(), "and " + Numbers.count(rest.size()) + " more", names(rest)));
            }
        }
        return kept;
    }

    private static int size(List<Part> parts, int most) {
        Map<PartKind, Long> counts = parts.stream().collect(Collectors.groupingBy(Part::kind, Collectors.counting()));
        return counts.values().stream()
                .mapToInt(count -> (int) Math.min(count, most + 1))
                .sum();
    }

    private static String names(List<Part> parts) {
        return parts.stream().map(Part::name).collect(Collectors.joining(", "));
    }

    /** Each part near the middle of those that lead to it, so that few arrows cross; parts without one come last. */
    private static List<Part> opposite(List<Part> aws, List<Part> heroku, Set<Link> links) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < heroku.size(); i++) {
            places.put(heroku.get(i).id(), i);
        }
        Map<String, Double> middles = new HashMap<>();
        for (Part part : aws) {
            middles.put(
                    part.id(),
                    links.stream()
                            .filter(link -> link.to().equals(part.id()))
                            .map(link -> places.get(link.from()))
                            .filter(Objects::nonNull)
                            .mapToInt(Integer::intValue)
                            .average()
                            .orElse(Double.MAX_VALUE));
        }
        return aws.stream()
                .sorted(Comparator.comparingDouble(part -> middles.getOrDefault(part.id(), Double.MAX_VALUE)))
                .toList();
    }

    /** The kind's word for people. */
    static String word(PartKind kind) {
        return kind == PartKind.ADDON ? "add-on" : kind.name().toLowerCase(Locale.ROOT);
    }
}
