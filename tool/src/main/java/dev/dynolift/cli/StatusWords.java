package dev.dynolift.cli;

import dev.dynolift.control.Compared;
import dev.dynolift.control.Conclusion;
import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineFailure;
import dev.dynolift.control.Method;
import dev.dynolift.control.Phase;
import dev.dynolift.engine.CopyStatus;
import dev.dynolift.engine.TargetState;
import dev.dynolift.rounds.Backlog;
import dev.dynolift.terminal.Numbers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far a move is, for people and for programs.
 *
 * @param engines what the engine of each direction last said; none has run where one is missing
 * @param atWork in which directions an engine works at this moment
 * @param failures what the last engine of a direction ended with; none where it did not end so
 * @param logs what waits at the side that each engine reads
 * @param state which side has the newer rows, as far as the records tell
 * @param unverified how much had been compared when that side took over, where it was not all and still is not
 * @param sourceFenced whether the source refuses the app's writes
 */
record StatusWords(
        Optional<CopyStatus> copy,
        Map<Direction, Control.Status> engines,
        Set<Direction> atWork,
        Map<Direction, EngineFailure> failures,
        Map<Direction, Backlog> logs,
        TargetState state,
        Optional<Compared> unverified,
        boolean sourceFenced,
        boolean targetFenced,
        Instant now) {

    /** Tables that are copied again. */
    private static final int AGAIN_NAMED = 5;

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        copy.ifPresent(known -> lines.add("copy:    " + words(known, now)));
        for (Direction direction : Direction.values()) {
            Optional<Control.Status> engine = engine(direction);
            // A copy has no engine that goes on: that one has never run says nothing.
            if (engine.isPresent() || copy.isEmpty() && !sourceFenced) {
                lines.add((direction == Direction.FORWARD ? "forward: " : "reverse: ")
                        + engine.map(said -> words(direction, said)).orElse("no engine has run"));
            }
            Optional.ofNullable(failures.get(direction)).ifPresent(failure -> lines.addAll(words(failure)));
            Optional.ofNullable(logs.get(direction)).ifPresent(log -> lines.addAll(words(log)));
        }
        unverified.ifPresent(compared -> lines.add("proof:   UNVERIFIED: "
                + (state == TargetState.TAKEN_OVER ? "the target" : "the source") + " took over when "
                + compared.words() + " had been compared"));
        lines.add("source:  " + (sourceFenced ? "refuses writes (the fence stands)" : "takes writes"));
        lines.add("target:  " + (targetFenced ? "refuses writes (the fence stands)" : "takes writes"));
        return lines;
    }

    private String words(Direction direction, Control.Status said) {
        if (said.isHandedOver()) {
            String receiver = direction == Direction.REVERSE
                    ? "the source"
                    : state == TargetState.TAKEN_OVER_ELSEWHERE ? "another database than this target" : "the target";
            return receiver + " took over " + Numbers.duration(said.heartbeatAge()) + " ago";
        }
        return words(said, atWork.contains(direction));
    }

    /** What an engine said of itself. */
    static String words(Control.Status said, boolean atWork) {
        String connection = said.waitingFor().isEmpty()
                ? atWork ? "connected for " + Numbers.duration(said.since()) : "no engine is at work now"
                : "waiting for " + Numbers.duration(said.since()) + " (" + said.waitingFor() + ")";
        return said.state() + ", " + Numbers.count(said.rounds(), "round") + ", lag "
                + Numbers.duration(said.lagNow()) + ", " + Numbers.rows(Math.round(said.rowsPerSecond())) + "/s, "
                + (said.proved() || said.compared().tablesInAll() == 0
                        ? Numbers.rows(said.compared().rows())
                        : said.compared().words())
                + " compared, " + Numbers.count(said.rowsDiffering()) + " differ"
                + (said.proved() ? ", proved" : "") + "; " + connection + "; last heard of "
                + Numbers.duration(said.heartbeatAge()) + " ago";
    }

    /** The error that an engine ended with. */
    static List<String> words(EngineFailure failure) {
        String error = "error:   the engine ended with an error " + Numbers.duration(failure.age()) + " ago: "
                + failure.words();
        return failure.next().isEmpty() ? List.of(error) : List.of(error, "         → " + failure.next());
    }

    /** What waits in a log, and what is to be done where that is too much. */
    private static List<String> words(Backlog log) {
        List<String> lines = new ArrayList<>();
        boolean uncounted = log.rows() >= Backlog.COUNTED;
        lines.add("log:     " + (uncounted ? "more than " : "") + Numbers.rows(log.rows()) + " waiting, "
                + Numbers.bytes(log.bytes()) + " on disk"
                + (log.oldestTransaction().isZero()
                        ? ""
                        : ", oldest writing transaction " + Numbers.duration(log.oldestTransaction())));
        if (log.isLarge()) {
            lines.add(
                    "warning: the log takes more than 1 GB. It is emptied up to the oldest writing transaction while an"
                            + " engine runs: end that one (pg_stat_activity), let the engine run, or give up: dynolift data"
                            + " clean");
        }
        return lines;
    }

    /** How far a copy is. */
    static String words(CopyStatus known, Instant now) {
        String command = "`" + known.command() + "` ";
        boolean complete = known.phase().compareTo(Phase.LIVE) >= 0;
        String rows = Numbers.rows(known.rows());
        if (known.isRunning()) {
            return command + "is at work, " + (complete ? rows + " copied, comparing" : progress(known));
        }
        if (!complete) {
            return command + "is interrupted, " + progress(known);
        }
        if (known.method() == Method.LIVE) {
            boolean unverified =
                    known.phase() == Phase.HANDED_OVER && known.conclusion().equals(Optional.of(Conclusion.UNVERIFIED));
            return command + "has copied " + rows + again(known) + (unverified ? ", UNVERIFIED" : "");
        }
        String when = known.endedAt()
                .map(at -> ", " + Numbers.duration(Duration.between(at, now)) + " ago")
                .orElse("");
        if (known.conclusion().isEmpty()) {
            return command + "has copied " + rows + " and is interrupted before it compared them";
        }
        String end = known.phase() == Phase.HANDED_OVER
                ? "is finished" + when
                : "is interrupted before the target took over";
        return switch (known.conclusion().get()) {
            case PROVED -> command + end + ": " + rows + " copied, every row compared, none differs";
            case UNVERIFIED -> command + end + ": " + rows + " copied, UNVERIFIED";
            case DIFFERING -> command + "ended" + when + ": " + rows + " copied, but the sides differ";
            case WRITTEN ->
                command + "ended" + when + ": " + rows
                        + " copied, but somebody wrote to the source meanwhile: nothing is proved";
        };
    }

    private static String progress(CopyStatus known) {
        return switch (known.phase()) {
            case SCHEMA -> "creating the definitions";
            case CAPTURE -> "installing capture";
            case COPY, FIRST_ROUND, INDEXES, LIVE, HANDED_OVER ->
                Numbers.count(known.chunksDone()) + " of "
                        + Numbers.count(known.chunksTotal(), "chunk") + ", " + Numbers.rows(known.rows()) + ", "
                        + Numbers.bytes(known.bytes())
                        + (known.rowsOnTheWay() == 0
                                ? ""
                                : " and " + Numbers.rows(known.rowsOnTheWay()) + ", "
                                        + Numbers.bytes(known.bytesOnTheWay()) + " on their way")
                        + again(known) + "; "
                        + Numbers.count(known.definitionsLeft(), "definition")
                        + " left";
        };
    }

    /** Which of the rows count twice. */
    private static String again(CopyStatus known) {
        if (known.tablesAgain().isEmpty()) {
            return "";
        }
        long more = known.tablesAgain().size() - (long) AGAIN_NAMED;
        return " (" + Numbers.count(known.rowsAgain()) + " of them copied again since: "
                + known.tablesAgain().stream().limit(AGAIN_NAMED).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + Numbers.count(more) + " more" : "") + ")";
    }

    /** What to do now, a sentence or two; empty where the work goes on by itself. */
    String next() {
        if (state == TargetState.STAYED) {
            return "A database has taken over from the source for good; the source's fence was left standing. To let the"
                    + " source take writes again: dynolift data clean --lower-fence --despite-takeover";
        }
        if (state == TargetState.TAKEN_OVER_ELSEWHERE) {
            return "Next: check " + DatabaseAddresses.TARGET + "; another database has taken over from the source.";
        }
        if (copy.isEmpty()) {
            return sourceFenced
                    ? "The source refuses writes for a move that this target does not know. Check "
                            + DatabaseAddresses.TARGET
                            + "; if it is right, to let the source take writes again: dynolift data clean --lower-fence"
                    : "No move is recorded; an exact copy leaves no record behind when it is done.";
        }
        CopyStatus known = copy.get();
        if (known.phase() == Phase.HANDED_OVER) {
            return afterHandover(known.method())
                    + (unverified.isEmpty()
                            ? ""
                            : ". To compare every row, now or later: dynolift " + known.verification()
                                    + (atWork.isEmpty()
                                            ? ""
                                            : "; while an engine is at work it does that itself, which `proved` says"));
        }
        if (known.method() == Method.LIVE) {
            return afterSync(known);
        }
        String again = "dynolift " + known.command();
        String verify = "dynolift " + known.verification();
        if (known.isRunning()) {
            return "";
        }
        if (known.conclusion().equals(Optional.of(Conclusion.WRITTEN))) {
            return "Next: make sure that nobody writes to the source. Then, to bring what was written: " + verify
                    + " --repair; and, to prove and end the copy: " + again;
        }
        return known.conclusion().equals(Optional.of(Conclusion.DIFFERING))
                ? "Next, to see what differs: " + verify + "; to mend rows and sequences: " + verify
                        + " --repair; then, to prove and end the copy: " + again
                        + ". Definitions are mended by hand; for large objects copy again into an empty database."
                : "Next: " + again + (known.method().isResumable() ? " (goes on)" : " (starts over)");
    }

    private String afterSync(CopyStatus known) {
        if (!known.isRunning()) {
            return "Next: dynolift data sync (goes on)";
        }
        return engine(Direction.FORWARD).filter(Control.Status::proved).isPresent()
                ? "Next, to switch: dynolift data fence"
                : "";
    }

    private String afterHandover(Method method) {
        Optional<Control.Status> back = engine(Direction.REVERSE);
        if (back.isEmpty()) {
            return "Next: point the app at the target, then: dynolift data reverse. To use the source after all, as long as"
                    + " nothing was written to the target: dynolift data clean --lower-fence --despite-takeover";
        }
        if (state == TargetState.GIVEN_BACK) {
            return method == Method.LIVE
                    ? "The app is back at the source. Next, to go forward again: dynolift data sync; to end it: dynolift"
                            + " data clean --lower-fence"
                    : "The app is back at the source. Next, to end it: dynolift data clean --lower-fence";
        }
        return "To go back: dynolift data fence --reverse (dynolift data reverse must be at work). To stay for good: end"
                + " that and run dynolift data clean --keep-fence";
    }

    private Optional<Control.Status> engine(Direction direction) {
        return Optional.ofNullable(engines.get(direction));
    }

    String json() {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("schemaVersion", 1);
        copy.ifPresent(known -> answer.put("copy", fields(known)));
        engines.forEach((direction, said) -> {
            Map<String, Object> fields = fields(said);
            Optional.ofNullable(logs.get(direction)).ifPresent(log -> {
                fields.put("logRows", log.rows());
                fields.put("logBytes", log.bytes());
                fields.put("logIsLarge", log.isLarge());
                fields.put("oldestTransactionMillis", log.oldestTransaction().toMillis());
            });
            answer.put(direction.word(), fields);
        });
        unverified.ifPresent(compared -> answer.put("unverified", fields(compared)));
        failures.forEach((direction, failure) -> answer.put(direction.word() + "Failure", fields(failure)));
        answer.put("sourceRefusesWrites", sourceFenced);
        answer.put("targetRefusesWrites", targetFenced);
        answer.put("next", next());
        return JsonMapper.builder().build().writeValueAsString(answer);
    }

    static Map<String, Object> fields(CopyStatus copy) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("command", copy.method().command());
        fields.put("phase", copy.phase().name());
        fields.put("running", copy.isRunning());
        fields.put("chunksDone", copy.chunksDone());
        fields.put("chunksTotal", copy.chunksTotal());
        fields.put("rows", copy.rows());
        fields.put("bytes", copy.bytes());
        fields.put("bytesExpected", copy.bytesExpected());
        fields.put("rowsOnTheWay", copy.rowsOnTheWay());
        fields.put("rowsAgain", copy.rowsAgain());
        fields.put("tablesAgain", copy.tablesAgain());
        fields.put("definitionsLeft", copy.definitionsLeft());
        copy.conclusion().ifPresent(conclusion -> fields.put("conclusion", conclusion.name()));
        copy.endedAt().ifPresent(at -> fields.put("endedAt", at.toString()));
        return fields;
    }

    /** How much was compared before a handover that did not wait for all of it. */
    private static Map<String, Object> fields(Compared compared) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("tablesCompared", compared.tables());
        fields.put("tablesInAll", compared.tablesInAll());
        fields.put("rowsCompared", compared.rows());
        fields.put("rowsInAll", compared.rowsInAll());
        return fields;
    }

    static Map<String, Object> fields(EngineFailure failure) {
        return Map.of(
                "agoMillis",
                failure.age().toMillis(),
                "what",
                failure.what(),
                "why",
                failure.why(),
                "next",
                failure.next());
    }

    static Map<String, Object> fields(Control.Status status) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("state", status.state());
        fields.put("proved", status.proved());
        fields.put("rounds", status.rounds());
        fields.put("lagMillis", status.lagNow().toMillis());
        fields.put("rowsPerSecond", status.rowsPerSecond());
        fields.put("connected", status.waitingFor().isEmpty());
        if (!status.waitingFor().isEmpty()) {
            fields.put("waitingFor", status.waitingFor());
        }
        fields.put("sinceMillis", status.since().toMillis());
        fields.put("tablesCompared", status.compared().tables());
        fields.put("tablesInAll", status.compared().tablesInAll());
        fields.put("rowsCompared", status.compared().rows());
        fields.put("rowsInAll", status.compared().rowsInAll());
        fields.put("rowsDiffering", status.rowsDiffering());
        fields.put("heartbeatAgeMillis", status.heartbeatAge().toMillis());
        return fields;
    }
}
