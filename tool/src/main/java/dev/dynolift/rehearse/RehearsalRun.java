package dev.dynolift.rehearse;

import dev.dynolift.cost.CostEstimate;
import dev.dynolift.event.EventListener;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.postgres.Database;
import dev.dynolift.report.RehearsalReport.NotRehearsed;
import dev.dynolift.server.RehearsalDatabases;
import dev.dynolift.server.RehearsalServers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of one rehearsal hand on to each other. Each part is there from the step on that makes it; a step asks
 * only for what earlier ones made. Not thread-safe.
 */
final class RehearsalRun implements AutoCloseable {

    final RehearsalFolder folder;
    final RehearsalOptions options;
    final RehearsalPlace place;
    final EventListener events;
    private final List<NotRehearsed> notRehearsed = new ArrayList<>();
    private @Nullable RehearsalServers servers;
    private @Nullable RehearsalDatabases databases;
    private @Nullable Engines engines;
    private @Nullable Traffic traffic;
    private @Nullable Inventory inventory;
    private @Nullable Decided decided;
    private final List<String> circumstances = new ArrayList<>();
    private List<String> urls = List.of();
    private Comparison.@Nullable Outcome comparison;

    /** What the audit found and the planner decided. */
    record Decided(Inventory inventory, MigrationPlan plan, CostEstimate cost) {}

    RehearsalRun(RehearsalFolder folder, RehearsalOptions options, RehearsalPlace place, EventListener events) {
        this.folder = folder;
        this.options = options;
        this.place = place;
        this.events = events;
    }

    void serversAre(RehearsalServers started, RehearsalDatabases made) {
        servers = started;
        databases = made;
        engines = new Engines(
                place.program(), made, options.jobs(), place.workspace().log("engine"), events);
        traffic = new Traffic(
                folder,
                made,
                place.workspace(),
                options.scale().orElse(folder.database().scale()));
    }

    /** Something that the real move has and this rehearsal has not, with the reason. */
    void isNotRehearsed(String what, String why) {
        notRehearsed.add(new NotRehearsed(what, why));
    }

    List<NotRehearsed> notRehearsed() {
        return List.copyOf(notRehearsed);
    }

    void urlsAre(List<String> found) {
        urls = List.copyOf(found);
    }

    /** Where psql finds both databases while the servers run. */
    List<String> urls() {
        return urls;
    }

    /** A short phrase about what the numbers were measured with. */
    void circumstance(String phrase) {
        circumstances.add(phrase);
    }

    List<String> circumstances() {
        return List.copyOf(circumstances);
    }

    RehearsalServers servers() {
        return made(servers);
    }

    RehearsalDatabases databases() {
        return made(databases);
    }

    Engines engines() {
        return made(engines);
    }

    Traffic traffic() {
        return made(traffic);
    }

    void inventoryIs(Inventory audited) {
        inventory = audited;
    }

    Inventory inventory() {
        return made(inventory);
    }

    void decidedIs(Decided decision) {
        decided = decision;
    }

    Optional<Decided> decided() {
        return Optional.ofNullable(decided);
    }

    void comparisonIs(Comparison.Outcome outcome) {
        comparison = outcome;
    }

    Optional<Comparison.Outcome> comparison() {
        return Optional.ofNullable(comparison);
    }

    Database source() {
        return engines().source();
    }

    Database target() {
        return engines().target();
    }

    MoveState state() {
        return MoveState.read(source(), target());
    }

    /** Ends engine and traffic; the servers stay as they are. */
    @Override
    public void close() {
        if (engines != null) {
            engines.close();
        }
        if (traffic != null) {
            traffic.close();
        }
    }

    /** Whether servers were started or found, so that there is something to stop. */
    boolean hasServers() {
        return servers != null;
    }

    private static <T> T made(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("a step asked for what no step before it has made");
        }
        return part;
    }
}
