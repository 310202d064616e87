package dev.dynolift.traffic;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Gathers what all processes wrote down, and works out what their users met. Thread-safe. */
public final class TrafficLedger {

    private static final int FAILURES_SHOWN = 20;

    private final List<LedgerLine> lines = new ArrayList<>();

    /**
     * Reads ledgers; missing ones and lines cut off by a kill are passed over.
     *
     * @throws DynoliftException (FILE) when one cannot be read
     */
    public static TrafficSummary read(List<Path> files) {
        TrafficLedger ledger = new TrafficLedger();
        for (Path file : files) {
            if (Files.exists(file)) {
                try (Stream<String> texts = Files.lines(file)) {
                    texts.map(LedgerFile::fromText).flatMap(Optional::stream).forEach(ledger::add);
                } catch (IOException e) {
                    throw new DynoliftException(
                            ErrorCode.FILE, "the traffic's ledger " + file + " cannot be read", e.toString(), "", e);
                }
            }
        }
        return ledger.summary();
    }

    synchronized void add(LedgerLine line) {
        lines.add(line);
    }

    /** What is known so far. */
    synchronized TrafficSummary summary() {
        List<LedgerLine> ordered =
                lines.stream().sorted(Comparator.comparing(LedgerLine::at)).toList();
        Map<Side, TrafficCounts> counts = new EnumMap<>(Side.class);
        TreeMap<Instant, Map<Side, TrafficPoint>> points = new TreeMap<>();
        List<String> failures = new ArrayList<>();
        for (LedgerLine line : ordered) {
            if (line instanceof LedgerLine.Second second) {
                counts.merge(second.side(), countsOf(second), TrafficCounts::plus);
                TrafficPoint point = pointOf(second);
                points.computeIfAbsent(point.at(), at -> new EnumMap<>(Side.class))
                        .merge(point.side(), point, TrafficPoint::plus);
            } else if (line instanceof LedgerLine.Failed failed && failures.size() < FAILURES_SHOWN) {
                failures.add(failed.script() + " at the " + failed.side().word() + ": " + failed.message());
            }
        }
        List<TrafficPoint> curve = points.values().stream()
                .flatMap(bySide -> bySide.values().stream())
                .toList();
        return new TrafficSummary(counts, switchovers(ordered), failures, curve);
    }

    private static List<Switchover> switchovers(List<LedgerLine> ordered) {
        List<Switchover> asked = new ArrayList<>();
        Optional<Side> now = Optional.empty();
        for (LedgerLine line : ordered) {
            Optional<Side> next = sideAfter(line);
            if (next.isPresent()) {
                if (now.isPresent() && !now.equals(next)) {
                    asked.add(new Switchover(now.get(), next.get(), line.at(), Optional.empty(), Optional.empty()));
                }
                now = next;
            }
        }
        List<Switchover> known = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            Instant before = i == 0 ? Instant.MIN : asked.get(i - 1).askedAt();
            Instant after =
                    i + 1 == asked.size() ? Instant.MAX : asked.get(i + 1).askedAt();
            Switchover one = asked.get(i);
            known.add(new Switchover(
                    one.from(),
                    one.to(),
                    one.askedAt(),
                    writes(ordered, one.from(), before, after).max(Comparator.naturalOrder()),
                    writes(ordered, one.to(), one.askedAt(), after).min(Comparator.naturalOrder())));
        }
        return known;
    }

    private static Optional<Side> sideAfter(LedgerLine line) {
        if (line instanceof LedgerLine.Started started) {
            return Optional.of(started.side());
        }
        return line instanceof LedgerLine.Switched switched ? Optional.of(switched.side()) : Optional.empty();
    }

    /** The writes that are known by their time, at one side, between two moments. */
    private static Stream<Instant> writes(List<LedgerLine> ordered, Side side, Instant from, Instant until) {
        return ordered.stream()
                .flatMap(line -> {
                    if (line instanceof LedgerLine.FirstWrite first && first.side() == side) {
                        return Stream.of(first.at());
                    }
                    return line instanceof LedgerLine.Second second && second.side() == side
                            ? Stream.of(
                                            Optional.ofNullable(second.firstWrite()),
                                            Optional.ofNullable(second.lastWrite()))
                                    .flatMap(Optional::stream)
                            : Stream.empty();
                })
                .filter(at -> !at.isBefore(from) && at.isBefore(until));
    }

    private static TrafficCounts countsOf(LedgerLine.Second second) {
        return new TrafficCounts(
                second.committed(),
                second.writes(),
                second.rolledBack(),
                second.refused(),
                second.failed(),
                second.deadlocks(),
                Duration.ofMillis(second.longestMillis()));
    }

    private static TrafficPoint pointOf(LedgerLine.Second second) {
        return new TrafficPoint(
                second.at().truncatedTo(ChronoUnit.SECONDS),
                second.side(),
                second.committed(),
                second.refused(),
                Duration.of(second.p50Micros(), ChronoUnit.MICROS),
                Duration.of(second.p99Micros(), ChronoUnit.MICROS));
    }
}
