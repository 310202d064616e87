package dev.dynolift.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficLedgerTest {

    private static final Instant START = Instant.parse("2026-11-01T10:00:00Z");

    @TempDir
    Path folder;

    @Test
    void downtime_is_from_the_last_old_write_of_any_process_to_the_first_new_one_of_any() throws IOException {
        List<Path> files = ledgers(
                List.of(
                        new LedgerLine.Started(0, at(0), Side.SOURCE),
                        second(0, at(1000), Side.SOURCE, at(10), at(990)),
                        second(0, at(2000), Side.SOURCE, at(1010), at(1500)),
                        new LedgerLine.Switched(0, at(2600), Side.TARGET),
                        new LedgerLine.FirstWrite(0, at(2900), Side.TARGET),
                        second(0, at(3600), Side.TARGET, at(2900), at(3590))),
                List.of(
                        new LedgerLine.Started(1, at(2), Side.SOURCE),
                        second(1, at(2000), Side.SOURCE, at(5), at(1700)),
                        new LedgerLine.Switched(1, at(2601), Side.TARGET),
                        new LedgerLine.FirstWrite(1, at(2750), Side.TARGET)));

        TrafficSummary summary = TrafficLedger.read(files);

        assertThat(summary.switchovers()).hasSize(1);
        Switchover move = summary.switchovers().get(0);
        assertThat(move.from()).isEqualTo(Side.SOURCE);
        assertThat(move.askedAt()).isEqualTo(at(2600));
        assertThat(move.writeDowntime()).contains(Duration.ofMillis(1050));
        assertThat(move.overlaps()).isFalse();
        assertThat(summary.at(Side.SOURCE).writes()).isEqualTo(6);
    }

    @Test
    void going_back_is_a_move_of_its_own_and_a_write_too_late_is_an_overlap() throws IOException {
        List<Path> files = ledgers(
                List.of(
                        new LedgerLine.Started(0, at(0), Side.SOURCE),
                        second(0, at(1000), Side.SOURCE, at(10), at(900)),
                        new LedgerLine.Switched(0, at(1100), Side.TARGET),
                        new LedgerLine.FirstWrite(0, at(1400), Side.TARGET),
                        second(0, at(2000), Side.TARGET, at(1400), at(1990)),
                        new LedgerLine.Switched(0, at(2500), Side.SOURCE),
                        new LedgerLine.FirstWrite(0, at(2600), Side.SOURCE),
                        second(0, at(3500), Side.TARGET, at(2601), at(2650))),
                List.of());

        List<Switchover> moves = TrafficLedger.read(files).switchovers();

        assertThat(moves).extracting(Switchover::to).containsExactly(Side.TARGET, Side.SOURCE);
        assertThat(moves.get(0).writeDowntime()).contains(Duration.ofMillis(500));
        assertThat(moves.get(0).overlaps()).isFalse();
        assertThat(moves.get(1).overlaps()).isTrue();
        assertThat(moves.get(1).writeDowntime()).contains(Duration.ZERO);
    }

    @Test
    void line_that_a_kill_cut_off_is_passed_over_and_does_not_harm_the_next() throws IOException {
        Path file = ledgers(List.of(second(0, at(1000), Side.SOURCE, at(1), at(2))), List.of())
                .get(0);
        Files.writeString(file, Files.readString(file) + "{\"kind\":\"Second\",\"proc");
        LedgerFile.endLastLine(file);
        Files.writeString(
                file,
                Files.readString(file) + LedgerFile.toText(second(0, at(2000), Side.SOURCE, at(3), at(4))) + "\n");

        TrafficSummary summary = TrafficLedger.read(List.of(file, folder.resolve("missing")));

        assertThat(summary.all().writes()).isEqualTo(4);
        assertThat(summary.points()).hasSize(2);
    }

    private List<Path> ledgers(List<? extends LedgerLine> one, List<? extends LedgerLine> other) throws IOException {
        List<Path> files = new ArrayList<>();
        for (List<? extends LedgerLine> lines : List.of(one, other)) {
            Path file = folder.resolve(files.size() + ".jsonl");
            StringBuilder text = new StringBuilder();
            lines.forEach(line -> text.append(LedgerFile.toText(line)).append('\n'));
            files.add(Files.writeString(file, text));
        }
        return files;
    }

    private static LedgerLine.Second second(int process, Instant at, Side side, Instant first, Instant last) {
        return new LedgerLine.Second(process, at, side, 3, 2, 0, 0, 0, 0, 100, 200, 5, first, last);
    }

    private static Instant at(long millis) {
        return START.plusMillis(millis);
    }
}
