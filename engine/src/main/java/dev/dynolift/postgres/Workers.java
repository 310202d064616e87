package dev.dynolift.postgres;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

    private Workers() {}

    /**
     * Does the work on every item, in the list's order as far as several workers can. The first error ends them all:
     * work that has begun is finished or fails by itself, the rest is left.
     *
     * @param open makes what a worker needs, closed when it ends
     */
    public static <R extends AutoCloseable, T> void forEach(
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
    public static <R extends AutoCloseable> void run(
            String name, int workers, Collection<Task<R>> first, Supplier<R> open) {
        if (first.isEmpty()) {
            return;
        }
        Queue<R> queue = new Queue<>(first);
        int threads = Math.max(1, workers);
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> new Thread(task, "dynolift-" + name));
        List<Future<?>> running = new ArrayList<>();
        try {
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(() -> drain(queue, open)));
            }
            await(running, queue);
        } finally {
            pool.shutdownNow();
        }
    }

    private static <R extends AutoCloseable> Void drain(Queue<R> queue, Supplier<R> open) throws Exception {
        Task<R> task = queue.take();
        if (task == null) {
            return null;
        }
        try (R resource = open.get()) {
            while (task != null) {
                queue.done(task.step().run(resource));
                task = queue.take();
            }
        } catch (DynoliftException | Error e) {
            queue.abandon();
            throw e;
        } catch (RuntimeException e) {
            queue.abandon();
            throw new DynoliftException(ErrorCode.INTERNAL, "a worker failed", String.valueOf(e), "", e);
        }
        return null;
    }

    private static void await(List<Future<?>> running, Queue<?> queue) {
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
                queue.abandon();
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

    /** What can begin now, and how much is being done that more may follow from. */
    private static final class Queue<R> {

        private record Waiting<R>(Task<R> task, long arrival) {}

        private final PriorityQueue<Waiting<R>> waiting = new PriorityQueue<>(
                Comparator.comparingInt((Waiting<R> one) -> one.task().rank()).thenComparingLong(Waiting::arrival));
        private long arrivals;
        private int inHand;
        private boolean abandoned;

        Queue(Collection<Task<R>> first) {
            first.forEach(this::add);
        }

        /** The next task; waits while one may still come. Null when none will. */
        synchronized @Nullable Task<R> take() throws InterruptedException {
            while (waiting.isEmpty() && inHand > 0 && !abandoned) {
                wait();
            }
            Waiting<R> next = abandoned ? null : waiting.poll();
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

        synchronized void abandon() {
            abandoned = true;
            notifyAll();
        }

        private void add(Task<R> task) {
            waiting.add(new Waiting<>(task, arrivals++));
        }
    }
}
