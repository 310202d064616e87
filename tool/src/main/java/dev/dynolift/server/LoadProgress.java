package dev.dynolift.server;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Tells once a second how large a database has become, until it is closed. */
final class LoadProgress implements AutoCloseable {

    private final RehearsalServers servers;
    private final String database;
    private final String stage;
    private final EventListener events;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "dynolift load progress");
        thread.setDaemon(true);
        return thread;
    });

    @SuppressWarnings("FutureReturnValueIgnored") // telling goes on until the load is done
    LoadProgress(RehearsalServers servers, String database, String stage, EventListener events) {
        this.servers = servers;
        this.database = database;
        this.stage = stage;
        this.events = events;
        clock.scheduleWithFixedDelay(this::tell, 1, 1, TimeUnit.SECONDS);
    }

    void tell() {
        try (SuperuserSession session = servers.sourceSession()) {
            long bytes = session.sizeOf(database);
            events.on(new Event.StageProgress(Instant.now(), stage, database, bytes, 0, "bytes"));
        } catch (DynoliftException busy) {
            // The load itself reports what is wrong with the server.
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
