package dev.dynolift.cli;

import dev.dynolift.audit.AuditScope;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.heroku.CaptureFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The apps of a recording: whoever replays it may not know their names. */
final class RecordedApps {

    private static final Pattern APP = Pattern.compile("/apps/([a-z][a-z0-9-]*)");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Path recording;
    private final List<String> names;

    private RecordedApps(Path recording, List<String> names) {
        this.recording = recording;
        this.names = names;
    }

    /** @throws DynoliftException INPUT with everything that is wrong in the folder */
    static RecordedApps of(Path recording) {
        return new RecordedApps(
                recording,
                CaptureFolder.read(recording.resolve("heroku")).stream()
                        .map(answer -> APP.matcher(answer.path()))
                        .filter(Matcher::matches)
                        .map(app -> app.group(1))
                        .filter(name -> !ID.matcher(name).matches())
                        .sorted()
                        .toList());
    }

    /** @throws DynoliftException INPUT when no app is named, or one that was not recorded */
    void refuseOthers(Optional<AuditScope> scope) {
        if (scope.isEmpty()) {
            throw refusal("no app is named", "A recording may have several.");
        }
        if (scope.get() instanceof AuditScope.Named named && !names.containsAll(named.apps())) {
            String missing =
                    named.apps().stream().filter(name -> !names.contains(name)).collect(Collectors.joining(", "));
            throw refusal(recording + " has no recording of " + missing, "Heroku itself is not asked.");
        }
    }

    private DynoliftException refusal(String what, String why) {
        return new DynoliftException(
                ErrorCode.INPUT,
                what,
                why,
                names.isEmpty()
                        ? "Record one: `dynolift audit APP --record " + recording + "`."
                        : "Name what it has: `dynolift audit " + String.join(" ", names) + " --replay " + recording
                                + "`.");
    }
}
