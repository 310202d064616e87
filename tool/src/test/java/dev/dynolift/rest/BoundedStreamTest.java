package dev.dynolift.rest;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BoundedStreamTest {

    @Test
    void a_stream_ends_after_so_many_bytes() throws IOException {
        try (InputStream bounded =
                new BoundedStream(new ByteArrayInputStream(new byte[3 << 20]), 1 << 20, "the slug")) {
            assertThatThrownBy(bounded::readAllBytes).hasMessage("the slug is larger than 1 MB");
        }
    }

    @Test
    void what_is_skipped_counts() throws IOException {
        try (InputStream bounded =
                new BoundedStream(new ByteArrayInputStream(new byte[3 << 20]), 1 << 20, "the slug")) {
            assertThatThrownBy(() -> bounded.skipNBytes(2 << 20)).hasMessage("the slug is larger than 1 MB");
        }
    }

    @Test
    void a_stream_that_stands_still_ends_in_time() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket silent = server.accept();
                InputStream bounded = new BoundedStream(socket.getInputStream(), 1 << 20, "the slug")
                        .closedAfter(Duration.ofMillis(200))) {
            silent.getOutputStream().write(1);
            assertThatThrownBy(bounded::readAllBytes).hasMessage("the slug took too long");
        }
    }
}
