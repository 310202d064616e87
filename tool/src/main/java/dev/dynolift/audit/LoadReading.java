package dev.dynolift.audit;

import dev.dynolift.inventory.AppDetails.ProcessLoad;
import dev.dynolift.inventory.ProcessType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Reads how much the dynos had to do in the last day, from the service that draws the dashboard's curves. Heroku does not
 * document it; what it does not answer stays unknown, and nothing is guessed.
 */
final class LoadReading {

    private static final int HOURS = 24;
    private static final int MINUTES_OF_A_POINT = 60;

    private final Questions questions;
    private final Instant until;

    LoadReading(Questions questions) {
        this.questions = questions;
        // Whole hours: the same question within the hour gets the same answer.
        this.until = Instant.now().truncatedTo(ChronoUnit.HOURS);
    }

    List<ProcessLoad> read(String id, List<ProcessType> processes) {
        List<ProcessLoad> loads = new ArrayList<>();
        for (ProcessType process : processes) {
            if (process.quantity() > 0) {
                ProcessLoad load = read(id, process.type());
                if (load != null) {
                    loads.add(load);
                }
            }
        }
        return loads;
    }

    /** Everything that will be asked about a process: its memory, its errors, and of web the curves of the router. */
    List<String> paths(String id, String type) {
        List<String> paths = new ArrayList<>();
        paths.add(path("/apps/" + id + "/formation/" + type + "/metrics/dyno/memory", ""));
        paths.add(path("/apps/" + id + "/router-metrics/errors", "&process_type=" + type));
        if (type.equals("web")) {
            paths.add(path("/apps/" + id + "/router-metrics/latency", "&process_type=web"));
            paths.add(path("/apps/" + id + "/router-metrics/status", "&process_type=web"));
        }
        return paths;
    }

    private @Nullable ProcessLoad read(String id, String type) {
        List<JsonNode> data = paths(id, type).stream()
                .map(path -> questions.metrics(path).path("data"))
                .toList();
        JsonNode memory = data.get(0);
        JsonNode errors = data.get(1);
        JsonNode latency = data.size() > 2 ? data.get(2) : MissingNode.getInstance();
        JsonNode status = data.size() > 2 ? data.get(3) : MissingNode.getInstance();
        Double p95 = percentile(first(memory, "memory_total_p95", "memory.p95", "memory_total", "memory.max"));
        Double response = percentile(latency.path("latency.ms.p95"));
        Double requests = sum(status);
        if (p95 == null && response == null && requests == null && errors.isMissingNode()) {
            return null;
        }
        return new ProcessLoad(
                type,
                HOURS,
                p95 == null ? null : (int) Math.ceil(p95),
                response == null ? null : (int) Math.round(response),
                requests == null ? null : requests / Duration.ofHours(HOURS).toMinutes(),
                errors.isMissingNode() ? null : counts(errors));
    }

    private String path(String path, String more) {
        return path + "?start_time=" + until.minus(Duration.ofHours(HOURS)) + "&end_time=" + until + "&step="
                + MINUTES_OF_A_POINT + "m" + more;
    }

    private static JsonNode first(JsonNode data, String... names) {
        for (String name : names) {
            if (data.has(name)) {
                return data.path(name);
            }
        }
        return data.path(names[0]);
    }

    /** The 95th percentile over the points; null when there are none. */
    private static @Nullable Double percentile(JsonNode points) {
        List<Double> values = new ArrayList<>();
        points.forEach(point -> {
            if (point.isNumber()) {
                values.add(point.doubleValue());
            }
        });
        values.sort(null);
        return values.isEmpty() ? null : values.get((int) Math.ceil(values.size() * 0.95) - 1);
    }

    private static @Nullable Double sum(JsonNode data) {
        double sum = 0;
        for (JsonNode curve : data) {
            for (JsonNode point : curve) {
                sum += point.isNumber() ? point.doubleValue() : 0;
            }
        }
        return data.isMissingNode() ? null : sum;
    }

    private static Map<String, Long> counts(JsonNode data) {
        Map<String, Long> counts = new TreeMap<>();
        data.properties().forEach(curve -> {
            long sum = 0;
            for (JsonNode point : curve.getValue()) {
                sum += point.isNumber() ? Math.round(point.doubleValue()) : 0;
            }
            if (sum > 0) {
                counts.put(curve.getKey(), sum);
            }
        });
        return counts;
    }
}
