package dev.dynolift.cli;

import dev.dynolift.control.Control;
import dev.dynolift.control.EngineFailure;
import dev.dynolift.engine.CopyStatus;
import dev.dynolift.engine.SourceRecords;
import dev.dynolift.postgres.DatabaseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far a move is, as one side tells when the other does not answer.
 *
 * @param source what the source knows; empty when it is the one that does not answer
 * @param target what the target knows; empty when it is the one that does not answer
 * @param silence why the other side does not answer
 */
record OneSidedStatus(Optional<AtSource> source, Optional<AtTarget> target, DatabaseException silence, Instant now) {

    /** What is read at the source. */
    record AtSource(SourceRecords records, Optional<Control.Status> engine, Optional<EngineFailure> failure) {}

    /** What is read at the target. */
    record AtTarget(Optional<CopyStatus> copy, Optional<EngineFailure> failure, boolean fenced) {}

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        target.flatMap(AtTarget::copy).ifPresent(known -> lines.add("copy:    " + StatusWords.words(known, now)));
        source.flatMap(AtSource::engine).ifPresent(said -> lines.add("forward: " + StatusWords.words(said, true)));
        failure().ifPresent(known -> lines.addAll(StatusWords.words(known)));
        lines.add("source:  " + side(source.map(known -> known.records().fenced())));
        lines.add("target:  " + side(target.map(AtTarget::fenced)));
        return lines;
    }

    private Optional<EngineFailure> failure() {
        return source.flatMap(AtSource::failure).or(() -> target.flatMap(AtTarget::failure));
    }

    private String side(Optional<Boolean> fenced) {
        return fenced.map(stands -> stands ? "refuses writes (the fence stands)" : "takes writes")
                .orElseGet(() -> "does not answer: " + silence.why());
    }

    /** What to do now. */
    String next() {
        if (source.isEmpty()) {
            return "Only the source knows whether it refuses writes. Check that it runs and can be reached, then run the"
                    + " same command again.";
        }
        SourceRecords records = source.get().records();
        if (records.mayHaveHandedOver()) {
            return "A database has taken over from the source, or was about to: only the target can tell. Check that it"
                    + " runs and can be reached, then run the same command again.";
        }
        return records.fenced()
                ? "No database has taken over from the source. Next: let the target run and be reached, then run the"
                        + " command of the move again; or give up and let the source take writes again, with the source"
                        + " alone: dynolift data clean --lower-fence"
                : "How far a move is stands at the target. Check that it runs and can be reached, then run the same"
                        + " command again.";
    }

    String json() {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("schemaVersion", 1);
        answer.put("sourceAnswers", source.isPresent());
        answer.put("targetAnswers", target.isPresent());
        target.flatMap(AtTarget::copy).ifPresent(known -> answer.put("copy", StatusWords.fields(known)));
        source.flatMap(AtSource::engine).ifPresent(said -> answer.put("forward", StatusWords.fields(said)));
        failure().ifPresent(known -> answer.put("forwardFailure", StatusWords.fields(known)));
        source.ifPresent(
                known -> answer.put("sourceRefusesWrites", known.records().fenced()));
        target.ifPresent(known -> answer.put("targetRefusesWrites", known.fenced()));
        answer.put("next", next());
        return JsonMapper.builder().build().writeValueAsString(answer);
    }
}
