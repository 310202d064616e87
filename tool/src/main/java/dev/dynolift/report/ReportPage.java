package dev.dynolift.report;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Reason;
import dev.dynolift.file.WholeFile;
import dev.dynolift.report.RehearsalReport.Moved;
import dev.dynolift.report.RehearsalReport.Traffic;
import dev.dynolift.terminal.Numbers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The report for people: one HTML file that needs nothing else, readable by day, by night and on paper. */
public final class ReportPage {

    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm zzz", Locale.ENGLISH);

    private ReportPage() {}

    /** Writes the page, whole or not at all. */
    public static void write(RehearsalReport report, Path file) {
        writeWhole(html(report), file);
    }

    /** Replaces a page in one move, so that nobody ever sees half of it. */
    static void writeWhole(String html, Path file) {
        try {
            WholeFile.write(file, html);
        } catch (IOException e) {
            throw new DynoliftException(
                    ErrorCode.FILE,
                    "the report " + file + " cannot be written",
                    Reason.of(e),
                    "Make room or give yourself the right to write there, and run the same command again.",
                    e);
        }
    }

    /** The page's text. */
    static String html(RehearsalReport report) {
        return opening("Rehearsal of " + report.name()) + head(report) + numbers(report)
                + Html.section("Before and after", "", Html.element("div", "wide", EstatePicture.draw(report.estate())))
                + CurvesSection.draw(report)
                + Html.element("div", "columns", ReportTables.stages(report.stages()) + ReportTables.checks(report))
                + ReportTables.cost(report.cost())
                + Html.element("div", "columns", ReportTables.findings(report.findings()) + notRehearsed(report))
                + Html.element("div", "columns", repeat(report.repeat()) + meaning(report))
                + "</main>\n</body>\n</html>\n";
    }

    /** A page's head, up to the place where its content begins. */
    static String opening(String title) {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                + "<meta name=\"color-scheme\" content=\"light dark\"/>\n" + "<title>" + Html.text(title)
                + "</title>\n<style>\n" + style() + "</style>\n</head>\n" + "<body>\n<main>\n";
    }

    private static String head(RehearsalReport report) {
        Verdict verdict = report.verdict();
        List<String> facts = new ArrayList<>();
        facts.add(TIME.format(ZonedDateTime.ofInstant(report.started(), ZoneId.systemDefault())));
        facts.add("took " + Numbers.duration(report.took()));
        facts.addAll(report.circumstances());
        return "<header>" + Html.element("p", "kicker", Html.text("Rehearsal of a move from Heroku to AWS"))
                + Html.element("h1", "", Html.text(report.name()))
                + Html.element("p", "facts", facts.stream().map(Html::text).collect(Collectors.joining(" · ")))
                + "</header>\n"
                + Html.element(
                        "div",
                        "verdict " + verdict.word(),
                        Html.element("p", "headline", Html.text(verdict.headline(report)))
                                + Html.element("p", "", Html.text(verdict.explanation(report))))
                + "\n";
    }

    private static String numbers(RehearsalReport report) {
        Moved moved = report.moved();
        boolean known = report.verdict() != Verdict.UNVERIFIED;
        boolean differs = report.proof().rowsDiffering() > 0;
        List<String> tiles = List.of(
                tile("main", seconds(report.writeDowntime()), "write downtime", "as the traffic processes saw it"),
                tile("main", seconds(report.rollbackDowntime()), "downtime of the way back", "the same, going back"),
                tile(
                        differs ? "bad" : known ? "good" : "",
                        Numbers.count(report.proof().rowsDiffering()),
                        report.proof().rowsDiffering() == 1 ? "row differs" : "rows differ",
                        "of " + Numbers.rows(report.proof().rowsCompared()) + " compared" + (known ? "" : " so far")),
                tile(
                        report.writesKeptByRollback() > 0 ? "good" : "",
                        Numbers.count(report.writesKeptByRollback()),
                        "writes kept by the way back",
                        "made on AWS, found at Heroku again"),
                tile("", Numbers.count(moved.rowsCopied()), "rows copied", Numbers.bytes(moved.bytesCopied())),
                tile("", Numbers.count(moved.rowsChangedDuringCopy()), "rows changed meanwhile", "while the copy ran"),
                tile(
                        "",
                        Numbers.seconds(moved.largestLag()),
                        "largest lag",
                        Numbers.count(moved.rounds(), "round") + " of catching up"),
                moved.resumed()
                        ? tile(
                                "",
                                Numbers.count(moved.chunksReused()) + " of " + Numbers.count(moved.chunksTotal()),
                                "chunks kept",
                                "this run went on where one was stopped")
                        : tile("", Numbers.count(moved.chunksTotal()), "chunks copied", "in one go, without a stop"));
        return Html.element("div", "tiles", String.join("\n", tiles)) + "\n";
    }

    static String tile(String type, String number, String name, String note) {
        return Html.element(
                "div",
                ("tile " + type).strip(),
                Html.element("b", "", Html.text(number))
                        + Html.element("span", "name", Html.text(name))
                        + Html.element("span", "note", Html.text(note)));
    }

    private static String seconds(@Nullable Duration duration) {
        return duration == null ? "not measured" : Numbers.seconds(duration);
    }

    private static String notRehearsed(RehearsalReport report) {
        List<String> items = report.notRehearsed().stream()
                .map(item -> Html.element("b", "", Html.text(item.what())) + " "
                        + Html.element("span", "note", Html.text(item.why())))
                .toList();
        return items.isEmpty() ? "" : Html.section("Not rehearsed", "", Html.list("plain", items));
    }

    private static String repeat(List<String> commands) {
        String lines = commands.stream().map(Html::text).collect(Collectors.joining("\n"));
        return commands.isEmpty() ? "" : Html.section("Do it again", "", Html.element("pre", "", lines));
    }

    private static String meaning(RehearsalReport report) {
        Traffic traffic = report.traffic();
        String who = traffic.processes() == 0
                ? "No traffic ran in this rehearsal, so downtime was not measured."
                : Numbers.count(traffic.processes()) + " traffic processes with "
                        + Numbers.count(traffic.writers(), "writer")
                        + " each, separate from the engine and the servers, committed "
                        + Numbers.count(traffic.committed(), "transaction") + "; their scripts rolled "
                        + Numbers.count(traffic.rolledBack()) + " back themselves, and "
                        + Numbers.count(traffic.refused()) + " attempts were refused or failed.";
        List<String> items = List.of(
                Html.text(who),
                meaning(
                        "Write downtime",
                        "the longest time between two successful writes around the switch, on the"
                                + " traffic processes' own clocks: waiting, retries and reconnecting included."),
                meaning("Lag", "how long ago the state was true that the target had when a round committed."),
                meaning(
                        "Rows compared",
                        "whole rows of both sides, equal in every column, at one committed state of the"
                                + " source, and again whatever changed since, after writes had stopped."),
                meaning(
                        "Writes kept",
                        "rows that were written on the new side only and found on the old side after the"
                                + " way back."));
        return Html.section("What the numbers mean", "", Html.list("plain", items));
    }

    private static String meaning(String word, String sentence) {
        return Html.element("b", "", Html.text(word)) + " " + Html.text(sentence);
    }

    private static String style() {
        try (InputStream css =
                Objects.requireNonNull(ReportPage.class.getResourceAsStream("report.css"), "report.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
