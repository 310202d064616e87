package dev.dynolift.estate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Sets of nodes each of which leads to every other: a graph's strongly connected components. */
final class Knots {

    private Knots() {}

    /** All of them, a lone node being one of its own, in the order of the smallest names. */
    static List<Set<String>> of(Map<String, Set<String>> graph) {
        List<Set<String>> knots = new ArrayList<>();
        Set<String> done = new HashSet<>();
        Map<String, Set<String>> backwards = new HashMap<>();
        graph.forEach((from, targets) -> targets.forEach(
                to -> backwards.computeIfAbsent(to, unused -> new TreeSet<>()).add(from)));
        for (String start : new TreeSet<>(graph.keySet())) {
            if (!done.contains(start)) {
                Set<String> knot = new TreeSet<>(reached(graph, start));
                knot.retainAll(reached(backwards, start));
                done.addAll(knot);
                knots.add(knot);
            }
        }
        return knots;
    }

    /** A shortest way round from the knot's first node back to it. */
    static List<String> circle(Map<String, Set<String>> graph, Set<String> knot) {
        String start = knot.iterator().next();
        Map<String, String> cameFrom = new HashMap<>();
        Deque<String> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            String here = open.removeFirst();
            for (String next : graph.getOrDefault(here, Set.of())) {
                if (next.equals(start)) {
                    List<String> way = new ArrayList<>();
                    for (String at = here; at != null; at = cameFrom.get(at)) {
                        way.add(0, at);
                    }
                    return way;
                }
                if (knot.contains(next) && !cameFrom.containsKey(next)) {
                    cameFrom.put(next, here);
                    open.add(next);
                }
            }
        }
        return List.copyOf(knot);
    }

    private static Set<String> reached(Map<String, Set<String>> graph, String start) {
        Set<String> reached = new HashSet<>(Set.of(start));
        Deque<String> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            for (String next : graph.getOrDefault(open.removeFirst(), Set.of())) {
                if (reached.add(next)) {
                    open.add(next);
                }
            }
        }
        return reached;
    }
}
