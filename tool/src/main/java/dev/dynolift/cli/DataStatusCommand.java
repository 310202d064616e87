package dev.dynolift.cli;

import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.engine.CopyStatus;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Session;
import dev.dynolift.terminal.Console;
import dev.dynolift.terminal.Numbers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Says what the engines last said of themselves; they may run anywhere. */
@Command(
        name = "status",
        description = "Says how far the engines are, as they wrote it into the databases. Reads only.")
final class DataStatusCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Override
    public Integer call() {
        Console console = Console.ofProcess(System.getenv());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("schemaVersion", 1);
        try (Session session = DatabaseAddresses.target().open("status")) {
            CopyStatus.read(session).ifPresent(copy -> {
                answer.put("copy", fields(copy));
                if (!json) {
                    console.result("copy:    " + words(copy));
                }
            });
        }
        for (Direction direction : Direction.values()) {
            Database sender = direction == Direction.FORWARD ? DatabaseAddresses.source() : DatabaseAddresses.target();
            try (Session session = sender.open("status")) {
                Optional<Control.Status> status = new Control(direction).status(session);
                status.ifPresent(said -> answer.put(direction.word(), fields(said)));
                if (!json) {
                    console.result((direction == Direction.FORWARD ? "forward: " : "reverse: ")
                            + status.map(DataStatusCommand::words).orElse("no engine has run"));
                }
            }
        }
        if (json) {
            console.result(JsonMapper.builder().build().writeValueAsString(answer));
        }
        return 0;
    }

    private static Map<String, Object> fields(CopyStatus copy) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("command", copy.method().command());
        fields.put("phase", copy.phase().name());
        fields.put("running", copy.isRunning());
        fields.put("chunksDone", copy.chunksDone());
        fields.put("chunksTotal", copy.chunksTotal());
        fields.put("rows", copy.rows());
        fields.put("bytes", copy.bytes());
        fields.put("bytesExpected", copy.bytesExpected());
        fields.put("definitionsLeft", copy.definitionsLeft());
        return fields;
    }

    private static String words(CopyStatus copy) {
        String state =
                switch (copy.phase()) {
                    case SCHEMA -> "creating the definitions";
                    case CAPTURE -> "installing capture";
                    case COPY, FIRST_ROUND, INDEXES ->
                        Numbers.count(copy.chunksDone()) + " of "
                                + Numbers.count(copy.chunksTotal(), "chunk") + ", " + Numbers.rows(copy.rows()) + ", "
                                + Numbers.bytes(copy.bytes()) + "; "
                                + Numbers.count(copy.definitionsLeft(), "definition")
                                + " left";
                    case LIVE, HANDED_OVER -> Numbers.rows(copy.rows()) + " copied";
                };
        return "`" + copy.method().command() + "` " + (copy.isRunning() ? "is at work" : "is interrupted") + ", "
                + state;
    }

    private static Map<String, Object> fields(Control.Status status) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("state", status.state());
        fields.put("proved", status.proved());
        fields.put("rounds", status.rounds());
        fields.put("lagMillis", status.lag().toMillis());
        fields.put("rowsCompared", status.rowsCompared());
        fields.put("rowsDiffering", status.rowsDiffering());
        fields.put("heartbeatAgeMillis", status.heartbeatAge().toMillis());
        return fields;
    }

    private static String words(Control.Status status) {
        return status.state() + ", " + Numbers.count(status.rounds()) + " rounds, lag "
                + Numbers.duration(status.lag()) + ", " + Numbers.count(status.rowsCompared()) + " rows compared, "
                + Numbers.count(status.rowsDiffering()) + " differ" + (status.proved() ? ", proved" : "")
                + "; last heard of " + Numbers.duration(status.heartbeatAge()) + " ago";
    }
}
