package dev.dynolift.rehearse;

import dev.dynolift.report.RehearsalReport.Moment;
import dev.dynolift.report.RehearsalReport.Outage;
import dev.dynolift.report.RehearsalReport.Sample;
import dev.dynolift.report.RehearsalReport.Traffic;
import dev.dynolift.traffic.Side;
import dev.dynolift.traffic.Switchover;
import dev.dynolift.traffic.TrafficPlan;
import dev.dynolift.traffic.TrafficSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the traffic saw, as the report shows it. */
final class TrafficOfLedger {

    private TrafficOfLedger() {}

    static Traffic of(TrafficPlan plan, TrafficSummary summary, Instant began) {
        List<Moment> moments = new ArrayList<>();
        List<Outage> outages = new ArrayList<>();
        for (Switchover one : summary.switchovers()) {
            String label = one.to() == Side.TARGET ? "switched to AWS" : "back at Heroku";
            moments.add(new Moment(second(began, one.askedAt()), label));
            one.lastWriteBefore().ifPresent(last -> one.firstWriteAfter()
                    .ifPresent(first -> outages.add(new Outage(second(began, last), second(began, first), label))));
        }
        return new Traffic(
                plan.processes(),
                plan.processes() * plan.writers(),
                summary.all().committed(),
                summary.all().rolledBack(),
                summary.all().refused(),
                summary.points().stream()
                        .map(point -> new Sample(second(began, point.at()), point.committed()))
                        .toList(),
                summary.points().stream()
                        .map(point -> new Sample(second(began, point.at()), point.refused()))
                        .toList(),
                moments,
                outages);
    }

    private static double second(Instant began, Instant at) {
        return Duration.between(began, at).toMillis() / 1000.0;
    }
}
