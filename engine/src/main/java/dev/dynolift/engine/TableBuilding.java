package dev.dynolift.engine;

import dev.dynolift.catalog.Table;
import dev.dynolift.copy.CopyFlow;
import dev.dynolift.copy.CopySessions;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.Workers.Task;
import dev.dynolift.schema.SchemaEntry;
import dev.dynolift.schema.SchemaTransfer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What follows from a table's last row: its indexes, all of them side by side, and when they stand its key constraints
 * and statistics. Thread-safe.
 */
final class TableBuilding {

    private final SchemaTransfer schema;
    private final Map<String, List<SchemaEntry>> indexes;

    TableBuilding(SchemaTransfer schema, Session target) {
        this.schema = schema;
        this.indexes = schema.indexesByTable(target);
    }

    List<Task<CopySessions>> of(Table table) {
        List<String> relations = new ArrayList<>();
        table.leaves().forEach(leaf -> relations.add(leaf.quoted()));
        if (table.partitioned()) {
            relations.add(table.quoted());
        }
        List<SchemaEntry> builds = relations.stream()
                .flatMap(name -> indexes.getOrDefault(name, List.of()).stream())
                .toList();
        Task<CopySessions> finish = new Task<>(CopyFlow.FOLLOWING, sessions -> {
            relations.forEach(name -> schema.finishTable(sessions.target(), name));
            return List.of();
        });
        if (builds.isEmpty()) {
            return List.of(finish);
        }
        AtomicInteger left = new AtomicInteger(builds.size());
        List<Task<CopySessions>> tasks = new ArrayList<>();
        for (SchemaEntry build : builds) {
            tasks.add(new Task<>(CopyFlow.FOLLOWING, sessions -> {
                schema.buildIndex(sessions.target(), build);
                return left.decrementAndGet() == 0 ? List.of(finish) : List.of();
            }));
        }
        return tasks;
    }
}
