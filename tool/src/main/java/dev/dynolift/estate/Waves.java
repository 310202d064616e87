package dev.dynolift.estate;

import dev.dynolift.inventory.DependencyGraph.Edge;
import dev.dynolift.inventory.DependencyGraph.EdgeKind;
import dev.dynolift.inventory.DependencyGraph.Group;
import dev.dynolift.inventory.DependencyGraph.Wave;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The order of migration. Apps that share a database or call each other in a circle move together. Whoever calls moves
 * before whoever is called: the called one keeps its address until all its callers are on AWS, where the setting then
 * changes in one place. An earlier stage of a pipeline moves before a later one.
 */
final class Waves {

    private final List<String> apps;
    private final List<Edge> edges;
    private final Map<String, Set<String>> calls = new TreeMap<>();
    private final Map<String, Set<String>> before = new TreeMap<>();
    private final Map<String, Set<String>> sharedStores = new TreeMap<>();
    /** Whatever makes one app wait for another, or move together with it. */
    private final Map<String, Set<String>> bound = new TreeMap<>();

    Waves(List<String> apps, List<Edge> edges) {
        this.apps = apps;
        this.edges = edges;
        apps.forEach(app -> {
            calls.put(app, new TreeSet<>());
            before.put(app, new TreeSet<>());
        });
        for (Edge edge : edges) {
            String from = name(edge.from());
            String to = name(edge.to());
            boolean both = before.containsKey(from) && before.containsKey(to);
            if (both && edge.kind() == EdgeKind.CALLS) {
                set(calls, from).add(to);
            }
            if (both && (edge.kind() == EdgeKind.CALLS || edge.kind() == EdgeKind.PROMOTES)) {
                set(before, from).add(to);
            }
            if (edge.kind() == EdgeKind.SHARES_DATA && before.containsKey(from)) {
                sharedStores
                        .computeIfAbsent(edge.to(), store -> new TreeSet<>())
                        .add(from);
            }
        }
    }

    /** The circles in which apps call each other, one for each knot of apps. */
    List<List<String>> cycles() {
        List<List<String>> cycles = new ArrayList<>();
        for (Set<String> knot : Knots.of(calls)) {
            if (knot.size() > 1) {
                cycles.add(Knots.circle(calls, knot));
            }
        }
        return cycles;
    }

    List<Wave> waves() {
        // Sharing binds in both directions, so that a knot is all that has to move at once.
        before.forEach((app, later) -> bound.put(app, new TreeSet<>(later)));
        for (Set<String> users : sharedStores.values()) {
            for (String user : users) {
                set(bound, user).addAll(users);
            }
        }
        List<Set<String>> groups = Knots.of(bound);
        Map<String, Integer> groupOf = new HashMap<>();
        for (int i = 0; i < groups.size(); i++) {
            for (String app : groups.get(i)) {
                groupOf.put(app, i);
            }
        }
        int[] wave = numbers(groups, groupOf);
        List<List<String>> circles = cycles();
        Map<Integer, List<Group>> byWave = new TreeMap<>();
        for (int i = 0; i < groups.size(); i++) {
            byWave.computeIfAbsent(wave[i], number -> new ArrayList<>())
                    .add(new Group(inOrder(groups.get(i)), why(groups.get(i), circles)));
        }
        return byWave.entrySet().stream()
                .map(entry -> new Wave(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** One more than the highest number of whoever has to move earlier; without circles this ends. */
    private int[] numbers(List<Set<String>> groups, Map<String, Integer> groupOf) {
        int[] wave = new int[groups.size()];
        Arrays.fill(wave, 1);
        for (boolean changed = true; changed; ) {
            changed = false;
            for (Map.Entry<String, Set<String>> entry : before.entrySet()) {
                int earlier = number(groupOf, entry.getKey());
                for (String later : entry.getValue()) {
                    int other = number(groupOf, later);
                    if (earlier != other && wave[other] <= wave[earlier]) {
                        wave[other] = wave[earlier] + 1;
                        changed = true;
                    }
                }
            }
        }
        return wave;
    }

    private String why(Set<String> group, List<List<String>> circles) {
        List<String> reasons = new ArrayList<>();
        Set<String> stores = new LinkedHashSet<>();
        sharedStores.forEach((store, users) -> {
            if (users.size() > 1 && group.containsAll(users)) {
                stores.add(store);
            }
        });
        if (!stores.isEmpty()) {
            reasons.add("share " + String.join(", ", stores));
        }
        for (List<String> cycle : circles) {
            if (group.containsAll(cycle)) {
                reasons.add("call each other: " + String.join(" → ", cycle) + " → " + cycle.get(0));
            }
        }
        if (group.size() > 1 && reasons.isEmpty()) {
            List<String> circle = Knots.circle(bound, group);
            reasons.add("wait for each other, by calls and a pipeline's stages: " + String.join(" → ", circle) + " → "
                    + circle.get(0));
        }
        Set<String> callers = new TreeSet<>();
        Set<String> stages = new TreeSet<>();
        for (Edge edge : edges) {
            String from = name(edge.from());
            if (before.containsKey(from) && group.contains(name(edge.to())) && !group.contains(from)) {
                if (edge.kind() == EdgeKind.CALLS) {
                    callers.add(from);
                } else if (edge.kind() == EdgeKind.PROMOTES) {
                    stages.add(from);
                }
            }
        }
        if (!callers.isEmpty()) {
            reasons.add("after " + String.join(", ", callers) + ", which " + (callers.size() == 1 ? "calls" : "call")
                    + (group.size() == 1 ? " it" : " them"));
        }
        if (!stages.isEmpty()) {
            reasons.add("after the earlier stage " + String.join(", ", stages));
        }
        return reasons.isEmpty() ? "no other app calls it" : String.join("; ", reasons);
    }

    private List<String> inOrder(Collection<String> group) {
        return apps.stream().filter(group::contains).collect(Collectors.toList());
    }

    private static Set<String> set(Map<String, Set<String>> map, String key) {
        return map.computeIfAbsent(key, unused -> new TreeSet<>());
    }

    private static int number(Map<String, Integer> groupOf, String app) {
        return groupOf.getOrDefault(app, 0);
    }

    private static String name(String id) {
        return id.startsWith("app ") ? id.substring("app ".length()) : "";
    }
}
