package dev.dynolift.cli;

import dev.dynolift.audit.AnswerFiles;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.heroku.HerokuAnswer;
import dev.dynolift.heroku.KeptAnswers;
import dev.dynolift.workspace.Workspace;
import java.nio.file.Files;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answers kept in a workspace, whose folder is not made before there is one to keep. Thread-safe. */
final class AnswersOfWorkspace implements KeptAnswers {

    private final Workspace workspace;
    private final boolean fresh;
    private @Nullable AnswerFiles files;

    AnswersOfWorkspace(Workspace workspace, boolean fresh) {
        this.workspace = workspace;
        this.fresh = fresh;
        if (Files.isDirectory(workspace.audit())) {
            this.files = AnswerFiles.open(workspace.audit(), fresh);
        }
    }

    void tell(EventListener events) {
        AnswerFiles opened = files;
        if (opened != null && opened.continuedSince().isPresent()) {
            String began = DateTimeFormatter.ofPattern("HH:mm")
                    .withZone(ZoneId.systemDefault())
                    .format(opened.continuedSince().get());
            events.on(new Event.Note(
                    Instant.now(),
                    Event.Level.INFO,
                    "Going on with the audit that began at " + began + " and was interrupted; --fresh begins anew."));
        }
    }

    synchronized void finish() {
        if (files != null) {
            files.finish();
        }
    }

    @Override
    public synchronized Optional<Kept> find(String path) {
        return files == null ? Optional.empty() : files.find(path);
    }

    @Override
    public synchronized void keep(HerokuAnswer answer, String tag) {
        AnswerFiles opened = files;
        if (opened == null) {
            // A refusal alone is nothing to begin with.
            if (answer.status() != 200) {
                return;
            }
            opened = AnswerFiles.open(workspace.create().audit(), fresh);
            files = opened;
        }
        opened.keep(answer, tag);
    }
}
