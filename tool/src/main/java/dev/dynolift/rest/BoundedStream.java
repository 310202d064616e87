package dev.dynolift.rest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A stream that ends with an error after so many bytes, or so long a time. Not thread-safe. */
public final class BoundedStream extends FilterInputStream {

    private final long mostBytes;
    private final String name;
    private long read;
    private volatile boolean late;

    /** @param name of what streams, as it stands in the error: "the slug" */
    public BoundedStream(InputStream source, long mostBytes, String name) {
        super(source);
        this.mostBytes = mostBytes;
        this.name = name;
    }

    /** The same, closed after that time: a reader that waits for a byte which never comes wakes up. */
    public BoundedStream closedAfter(Duration time) {
        CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    late = true;
                    try {
                        in.close();
                    } catch (IOException e) {
                        // Whoever reads it is told.
                    }
                });
        return this;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int got;
        try {
            got = in.read(bytes, from, length);
        } catch (IOException e) {
            throw late ? new IOException(name + " took too long", e) : e;
        }
        if (late) {
            throw new IOException(name + " took too long");
        }
        read += Math.max(0, got);
        if (read > mostBytes) {
            throw new IOException(name + " is larger than " + (mostBytes >> 20) + " MB");
        }
        return got;
    }

    @Override
    public long skip(long bytes) throws IOException {
        // Read, so that what is skipped counts.
        byte[] some = new byte[(int) Math.min(Math.max(bytes, 1), 8192)];
        int got = read(some, 0, (int) Math.min(bytes, some.length));
        return Math.max(0, got);
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
