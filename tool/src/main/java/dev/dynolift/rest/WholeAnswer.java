package dev.dynolift.rest;

import dev.dynolift.error.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits for an answer to its last byte, so long and no longer, and takes so many bytes and no more. */
public final class WholeAnswer {

    /** The largest lists of the largest accounts have some megabytes. */
    public static final int MOST_BYTES = 64 << 20;

    private WholeAnswer() {}

    /**
     * The answer as text.
     *
     * @param time for headers and body together: the client's own ends with the headers
     * @throws TooLarge when the body is larger than that
     */
    public static HttpResponse<String> of(HttpClient client, HttpRequest request, Duration time, int mostBytes)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request, headers -> new BoundedText(mostBytes));
        try {
            return answer.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("the answer did not end within " + time.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw failure(e);
        } finally {
            // Does nothing to one that is complete; another would go on in the background.
            answer.cancel(true);
        }
    }

    private static IOException failure(ExecutionException failed) {
        Throwable innermost = failed;
        while (innermost.getCause() != null && !(innermost instanceof TooLarge)) {
            innermost = innermost.getCause();
        }
        if (innermost instanceof TooLarge tooLarge) {
            return tooLarge;
        }
        Throwable cause = failed.getCause() == null ? failed : failed.getCause();
        return new IOException(Reason.of(cause), cause);
    }

    /** A body that is larger than anything that was asked for could be. */
    public static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1;

        TooLarge(long mostBytes) {
            super("the answer is larger than " + (mostBytes >> 20) + " MB");
        }
    }

    private static final class BoundedText implements BodySubscriber<String> {

        private final int mostBytes;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CompletableFuture<String> text = new CompletableFuture<>();
        private Flow.@Nullable Subscription subscription;

        BoundedText(int mostBytes) {
            this.mostBytes = mostBytes;
        }

        @Override
        public CompletionStage<String> getBody() {
            return text;
        }

        @Override
        public void onSubscribe(Flow.Subscription begun) {
            subscription = begun;
            begun.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                if (bytes.size() + (long) buffer.remaining() > mostBytes) {
                    text.completeExceptionally(new TooLarge(mostBytes));
                    if (subscription != null) {
                        subscription.cancel();
                    }
                    return;
                }
                byte[] part = new byte[buffer.remaining()];
                buffer.get(part);
                bytes.writeBytes(part);
            }
        }

        @Override
        public void onError(Throwable failure) {
            text.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            text.complete(bytes.toString(StandardCharsets.UTF_8));
        }
    }
}
