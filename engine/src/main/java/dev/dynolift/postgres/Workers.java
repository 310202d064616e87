package dev.dynolift.postgres;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A few threads, each with connections of its own, that share a list of work. */
public final class Workers {

    /** What a worker does with one item. */
    @FunctionalInterface
    public interface Work<R, T> {
        void on(R resource, T item);
    }

    /** A piece of work, and what can only begin when it is done. */
    @FunctionalInterface
    public interface Step<R> {
        List<Task<R>> run(R resource);
    }

    /** A step with its rank: of the tasks that could begin, the lowest rank goes first, then the one that came first. */
    public record Task<R>(int rank, Step<R> step) {}

    /** What a worker works with. */
    public interface Resource extends AutoCloseable {
        /** Makes what is being done with it fail soon. Called by another thread, at any time, perhaps more than once. */
        void cancel();

        @Override
        void close();
    }

    /** How often is looked whether a worker has failed. */
    private static final Duration LOOK = Duration.ofMillis(200);

    /** So long after the first error; then a server that answers nothing is left alone, as the error must be told. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Workers() {}

    /**
     * Does the work on every item, in the list's order as far as several workers can. The first error ends them all: what
     * is being done elsewhere is cancelled, the rest is left, and that error is thrown.
     *
     * @param open makes what a worker needs, closed when it ends
     */
    public static <R extends Resource, T> void forEach(
            String name, int workers, Collection<T> items, Supplier<R> open, Work<R, T> work) {
        List<Task<R>> tasks = new ArrayList<>();
        for (T item : items) {
            tasks.add(new Task<>(0, resource -> {
                work.on(resource, item);
                return List.of();
            }));
        }
        run(name, Math.min(workers, items.size()), tasks, open);
    }

    /** Runs tasks and those that follow from them until none is left; errors as {@link #forEach} says. */
    public static <R extends Resource> void run(String name, int workers, Collection<Task<R>> first, Supplier<R> open) {
        if (first.isEmpty()) {
            return;
        }
        Queue<R> queue = new Queue<>(first);
        int threads = Math.max(1, workers);
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "dynolift-" + name);
            // One that hears of no cancellation must not keep the program.
            thread.setDaemon(true);
            return thread;
        });
        for (int i = 0; i < threads; i++) {
            pool.execute(() -> drain(queue, open));
        }
        pool.shutdown();
        await(pool, queue);
    }

    private static <R extends Resource> void drain(Queue<R> queue, Supplier<R> open) {
        try {
            Task<R> task = queue.take();
            if (task == null) {
                return;
            }
            try (R resource = open.get()) {
                queue.inUse.add(resource);
                try {
                    while (task != null) {
                        queue.done(task.step().run(resource));
                        task = queue.take();
                    }
                } finally {
                    queue.inUse.remove(resource);
                }
            }
        } catch (DynoliftException e) {
            queue.fail(e);
        } catch (InterruptedException e) {
            // Another worker has failed: this one is done.
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            queue.fail(new DynoliftException(ErrorCode.INTERNAL, "a worker failed", String.valueOf(e), "", e));
        }
    }

    private static void await(ExecutorService pool, Queue<?> queue) {
        Set<Resource> asked = ConcurrentHashMap.newKeySet();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended && !queue.hasFailedBefore(PATIENCE)) {
            try {
                ended = pool.awaitTermination(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
                queue.fail(new DynoliftException(
                        ErrorCode.INTERRUPTED, "the work was interrupted", "", "Run the same command again."));
            }
            if (!ended && queue.failure() != null) {
                // Again and again: between two statements there is nothing to cancel.
                pool.shutdownNow();
                queue.inUse.forEach(resource -> cancel(resource, asked));
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        DynoliftException failure = queue.failure();
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * Cancels in a thread of its own: that takes a connection, which one server may keep waiting for.
     *
     * @param asked those that are being cancelled at this moment
     */
    private static void cancel(Resource resource, Set<Resource> asked) {
        if (asked.add(resource)) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            resource.cancel();
                        } finally {
                            asked.remove(resource);
                        }
                    },
                    "dynolift-cancel");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** What can begin now, and how much is being done that more may follow from. */
    private static final class Queue<R extends Resource> {

        private record Waiting<R>(Task<R> task, long arrival) {}

        private final PriorityQueue<Waiting<R>> waiting = new PriorityQueue<>(
                Comparator.comparingInt((Waiting<R> one) -> one.task().rank()).thenComparingLong(Waiting::arrival));
        private long arrivals;
        private int inHand;
        private @Nullable DynoliftException failure;
        private long failedAt;
        final Set<R> inUse = ConcurrentHashMap.newKeySet();

        Queue(Collection<Task<R>> first) {
            first.forEach(this::add);
        }

        /** The next task; waits while one may still come. Null when none will. */
        synchronized @Nullable Task<R> take() throws InterruptedException {
            while (waiting.isEmpty() && inHand > 0 && failure == null) {
                wait();
            }
            Waiting<R> next = failure != null ? null : waiting.poll();
            if (next == null) {
                return null;
            }
            inHand++;
            return next.task();
        }

        synchronized void done(List<Task<R>> following) {
            inHand--;
            following.forEach(this::add);
            notifyAll();
        }

        /** Ends the work; what fails after the first failure, perhaps as it was cancelled, tells nothing. */
        synchronized void fail(DynoliftException e) {
            if (failure == null) {
                failure = e;
                failedAt = System.nanoTime();
            }
            notifyAll();
        }

        synchronized @Nullable DynoliftException failure() {
            return failure;
        }

        synchronized boolean hasFailedBefore(Duration ago) {
            return failure != null && System.nanoTime() - failedAt > ago.toNanos();
        }

        private void add(Task<R> task) {
            waiting.add(new Waiting<>(task, arrivals++));
        }
    }
}
