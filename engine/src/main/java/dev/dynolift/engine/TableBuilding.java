package dev.dynolift.engine;

import dev.dynolift.catalog.Table;
import dev.dynolift.copy.CopyFlow;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SessionPair;
import dev.dynolift.postgres.Workers.Task;
import dev.dynolift.schema.SchemaEntry;
import dev.dynolift.schema.SchemaTransfer;
import dev.dynolift.verify.ArrivalProof;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * What follows from a table's last row: a look at all that arrived and its indexes, side by side, and then its key
 * constraints and statistics. Thread-safe.
 */
final class TableBuilding {

    private final SchemaTransfer schema;
    private final Optional<ArrivalProof> proof;
    private final Map<String, List<SchemaEntry>> indexes;

    /** @param proof reads the rows again beside the index builds; empty when nothing is compared */
    TableBuilding(SchemaTransfer schema, Optional<ArrivalProof> proof, Session target) {
        this.schema = schema;
        this.proof = proof;
        this.indexes = schema.indexesByTable(target);
    }

    List<Task<SessionPair>> of(Table table) {
        List<String> relations = new ArrayList<>();
        table.leaves().forEach(leaf -> relations.add(leaf.quoted()));
        if (table.partitioned()) {
            relations.add(table.quoted());
        }
        List<Consumer<Session>> works = new ArrayList<>();
        proof.ifPresent(arrival ->
                table.leaves().forEach(leaf -> works.add(session -> arrival.readBack(session, table, leaf))));
        relations.stream()
                .flatMap(name -> indexes.getOrDefault(name, List.of()).stream())
                .forEach(index -> works.add(session -> schema.buildIndex(session, index)));
        Task<SessionPair> finish = new Task<>(CopyFlow.FOLLOWING, sessions -> {
            relations.forEach(name -> schema.finishTable(sessions.target(), name));
            return List.of();
        });
        if (works.isEmpty()) {
            return List.of(finish);
        }
        AtomicInteger left = new AtomicInteger(works.size());
        List<Task<SessionPair>> tasks = new ArrayList<>();
        for (Consumer<Session> work : works) {
            tasks.add(new Task<>(CopyFlow.FOLLOWING, sessions -> {
                work.accept(sessions.target());
                return left.decrementAndGet() == 0 ? List.of(finish) : List.of();
            }));
        }
        return tasks;
    }
}
