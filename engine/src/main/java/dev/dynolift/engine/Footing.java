package dev.dynolift.engine;

import dev.dynolift.catalog.Catalog;
import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseErrors;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Session;
import dev.dynolift.rounds.DefinitionsChangedException;
import java.util.function.Supplier;

/**
 * What the rounds of one direction stand on: definitions that the receiver has as well, and a position from which the
 * sender's log leads on. Immutable.
 */
record Footing(Direction direction, Database sender, Database receiver, EngineSettings settings, EventListener events) {

    /** Makes both sure, which may take long, and returns the catalog that the rounds are made for. */
    Catalog find(Session from, Session to) {
        new ObjectWatch(direction, from, to, events).giveWay();
        Catalog catalog = new Adjustment(from, to, direction, events).run();
        new Resynchronization(direction, sender, receiver, settings, events)
                .whereNeeded(from, to, LiveWork.captured(catalog.tables()));
        return catalog;
    }

    /**
     * Does the work again, from finding its footing on, whenever the sender's definitions change under it, and when the
     * receiver refused rows that the sender takes by now.
     */
    ForwardMove.Ending whateverChanges(Session from, Session to, Supplier<ForwardMove.Ending> work) {
        while (true) {
            try {
                return work.get();
            } catch (DefinitionsChangedException e) {
                new Control(direction).say(from, Control.plain("definitions changed"));
            } catch (DatabaseException e) {
                if (!DatabaseErrors.isRowRefused(e) || !new ObjectWatch(direction, from, to, events).giveWay()) {
                    throw e;
                }
            }
        }
    }
}
