package dev.dynolift.engine;

import dev.dynolift.control.EngineSettings;
import dev.dynolift.control.Method;
import dev.dynolift.copy.TwoDatabases;
import dev.dynolift.event.EventListener;

/** A whole copy of one moment, with its proof. */
final class SnapshotCopy {

    private SnapshotCopy() {}

    static void run(TwoDatabases databases) {
        run(databases, EventListener.NONE);
    }

    static void run(TwoDatabases databases, EventListener events) {
        new CloneMove(
                        databases.source(),
                        databases.targetOfMaster(),
                        Method.SNAPSHOT,
                        true,
                        EngineSettings.defaults(),
                        events)
                .run();
    }
}
