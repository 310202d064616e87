package dev.dynolift.report;

import dev.dynolift.report.RehearsalReport.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * One line of a chart.
 *
 * @param name what the legend calls it
 * @param type the style class of its colour
 */
record Curve(String name, String type, List<Sample> samples) {

    private static final int MOST_POINTS = 400;

    Curve {
        samples = samples.stream()
                .sorted(Comparator.comparingDouble(Sample::second))
                .toList();
    }

    double largest() {
        return samples.stream().mapToDouble(Sample::value).max().orElse(0);
    }

    Curve scaled(DoubleUnaryOperator scale) {
        return new Curve(
                name,
                type,
                samples.stream()
                        .map(sample -> new Sample(sample.second(), scale.applyAsDouble(sample.value())))
                        .toList());
    }

    /** Few enough points for a page. Each bucket keeps its lowest and its highest sample, so no dip or peak is lost. */
    Curve thinned() {
        if (samples.size() <= MOST_POINTS) {
            return this;
        }
        int buckets = MOST_POINTS / 2;
        List<Sample> kept = new ArrayList<>();
        for (int bucket = 0; bucket < buckets; bucket++) {
            List<Sample> part = samples.subList((int) ((long) bucket * samples.size() / buckets), (int)
                    ((long) (bucket + 1) * samples.size() / buckets));
            Sample lowest =
                    part.stream().min(Comparator.comparingDouble(Sample::value)).orElseThrow();
            Sample highest =
                    part.stream().max(Comparator.comparingDouble(Sample::value)).orElseThrow();
            kept.add(lowest.second() <= highest.second() ? lowest : highest);
            if (!lowest.equals(highest)) {
                kept.add(lowest.second() <= highest.second() ? highest : lowest);
            }
        }
        return new Curve(name, type, kept);
    }
}
