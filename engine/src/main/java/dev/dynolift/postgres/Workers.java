package dev.dynolift.postgres;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** A few threads, each with connections of its own, that share a list of work. */
public final class Workers {

    /** What a worker does with one item. */
    @FunctionalInterface
    public interface Work<R, T> {
        void on(R resource, T item);
    }

    private Workers() {}

    /**
     * Does the work on every item, in the list's order as far as several workers can. The first error ends them all:
     * work that has begun is finished or fails by itself, the rest is left.
     *
     * @param open makes what a worker needs, closed when it ends
     */
    public static <R extends AutoCloseable, T> void forEach(
            String name, int workers, Collection<T> items, Supplier<R> open, Work<R, T> work) {
        if (items.isEmpty()) {
            return;
        }
        Deque<T> queue = new ArrayDeque<>(items);
        ExecutorService pool = Executors.newFixedThreadPool(
                Math.max(1, Math.min(workers, items.size())), task -> new Thread(task, "dynolift-" + name));
        List<Future<?>> running = new ArrayList<>();
        try {
            for (int i = 0; i < Math.min(workers, items.size()); i++) {
                running.add(pool.submit(() -> drain(queue, open, work)));
            }
            await(running, queue);
        } finally {
            pool.shutdownNow();
        }
    }

    private static <R extends AutoCloseable, T> Void drain(Deque<T> queue, Supplier<R> open, Work<R, T> work)
            throws Exception {
        try (R resource = open.get()) {
            T item;
            while ((item = take(queue)) != null) {
                work.on(resource, item);
            }
        } catch (DynoliftException | Error e) {
            synchronized (queue) {
                queue.clear();
            }
            throw e;
        }
        return null;
    }

    private static <T> @org.jspecify.annotations.Nullable T take(Deque<T> queue) {
        synchronized (queue) {
            return queue.poll();
        }
    }

    private static void await(List<Future<?>> running, Deque<?> queue) {
        DynoliftException first = null;
        for (Future<?> worker : running) {
            try {
                worker.get();
            } catch (ExecutionException e) {
                if (first == null) {
                    first = e.getCause() instanceof DynoliftException known
                            ? known
                            : new DynoliftException(
                                    ErrorCode.INTERNAL, "a worker failed", String.valueOf(e.getCause()), "", e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                synchronized (queue) {
                    queue.clear();
                }
                throw new DynoliftException(
                        ErrorCode.INTERRUPTED,
                        "the work was interrupted",
                        "",
                        "Run the same command again: it goes on.");
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
