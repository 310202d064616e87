package dev.dynolift.verify;

import dev.dynolift.postgres.Moment;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.Workers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Reads parts of both sides at once, with so many sessions on each. */
record Scans(Moment source, Moment target, int jobs) {

    /** What is done with a part. */
    @FunctionalInterface
    interface Work {
        void on(Session session, Part part);
    }

    /** Does the work on every part, each side's in the order of the list; the first error ends it all. */
    void run(Collection<Part> parts, Work work) {
        Queue<Part> atSource = new ConcurrentLinkedQueue<>();
        Queue<Part> atTarget = new ConcurrentLinkedQueue<>();
        parts.forEach(part -> (part.atSource() ? atSource : atTarget).add(part));
        List<Lane> lanes = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            lanes.add(new Lane(source, atSource));
            lanes.add(new Lane(target, atTarget));
        }
        Workers.forEach("compare", lanes.size(), lanes, LaneSession::new, (session, lane) -> {
            try {
                lane.run(session, work);
            } catch (RuntimeException | Error e) {
                atSource.clear();
                atTarget.clear();
                throw e;
            }
        });
    }

    private record Lane(Moment moment, Queue<Part> parts) {

        void run(LaneSession opened, Work work) {
            if (parts.isEmpty()) {
                return;
            }
            try (Session session = opened.at(moment)) {
                Part part = parts.poll();
                while (part != null) {
                    // The sessions are many enough; what one of them costs stays what it looks like.
                    session.execute("SET LOCAL max_parallel_workers_per_gather = 0");
                    work.on(session, part);
                    moment.renew(session);
                    part = parts.poll();
                }
            }
        }
    }

    /** A lane's session, so that it can be cancelled. */
    private static final class LaneSession implements Workers.Resource {

        private volatile @Nullable Session session;

        Session at(Moment moment) {
            Session opened = moment.open("compare");
            session = opened;
            return opened;
        }

        @Override
        public void cancel() {
            Session opened = session;
            if (opened != null) {
                opened.cancel();
            }
        }

        @Override
        public void close() {
            // The lane closes it.
        }
    }
}
