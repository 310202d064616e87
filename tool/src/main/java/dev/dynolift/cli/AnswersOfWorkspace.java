package dev.dynolift.cli;

import dev.dynolift.audit.AnswerFiles;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.heroku.HerokuAnswer;
import dev.dynolift.heroku.KeptAnswers;
import dev.dynolift.workspace.Workspace;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answers kept in a workspace, whose folder is not made before there is one to keep. Nothing is known and kept before
 * it is told whose answers they are. Thread-safe.
 */
final class AnswersOfWorkspace implements KeptAnswers {

    private final Workspace workspace;
    private final boolean fresh;
    private @Nullable Path folder;
    private @Nullable AnswerFiles files;

    AnswersOfWorkspace(Workspace workspace, boolean fresh) {
        this.workspace = workspace;
        this.fresh = fresh;
    }

    /** Another account may see other things, and another host is another Heroku: each has a folder of its own. */
    synchronized void belongTo(URI host, String account) {
        Path own = workspace.audit().resolve(digest(host + " " + account));
        folder = own;
        if (Files.isDirectory(own)) {
            files = AnswerFiles.open(own, fresh);
        }
    }

    synchronized void tell(EventListener events) {
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
        Path own = folder;
        AnswerFiles opened = files;
        if (opened == null && own != null) {
            workspace.create();
            opened = AnswerFiles.open(own, fresh);
            files = opened;
        }
        if (opened != null) {
            opened.keep(answer, tag);
        }
    }

    /** Enough to tell some accounts apart, and nobody's address in the name of a folder. */
    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
