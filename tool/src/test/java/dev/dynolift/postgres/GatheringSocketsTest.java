package dev.dynolift.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GatheringSocketsTest {

    /** Sends and then closes; errors are the reader's to notice. */
    @FunctionalInterface
    private interface Sender {
        void send(OutputStream out) throws IOException, InterruptedException;
    }

    @FunctionalInterface
    private interface Reader {
        void read(Socket socket) throws IOException;
    }

    @Test
    void every_byte_arrives_once_and_in_order_however_it_is_cut() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] sent = new byte[5_000_000];
        random.nextBytes(sent);
        connect(
                out -> {
                    for (int from = 0; from < sent.length; ) {
                        int piece = Math.min(sent.length - from, 1 + random.nextInt(30_000));
                        out.write(sent, from, piece);
                        from += piece;
                    }
                },
                socket -> {
                    ByteArrayOutputStream read = new ByteArrayOutputStream();
                    InputStream in = socket.getInputStream();
                    Random sizes = new Random(seed);
                    byte[] into = new byte[20_000];
                    for (int value = in.read(); value >= 0; value = in.read()) {
                        read.write(value);
                        int offset = sizes.nextInt(100);
                        int given = in.read(into, offset, sizes.nextInt(into.length - offset));
                        read.write(into, offset, Math.max(given, 0));
                    }
                    assertThat(read.toByteArray()).as("seed %d", seed).isEqualTo(sent);
                    assertThat(in.read(into, 0, 1)).isEqualTo(-1);
                });
    }

    @Test
    void what_was_asked_twice_is_one_stream_that_loses_nothing() throws Exception {
        connect(out -> out.write(new byte[] {'S', 1, 2, 3}), socket -> {
            assertThat(socket.getInputStream().read()).isEqualTo('S');
            assertThat(socket.getInputStream().readAllBytes()).containsExactly(1, 2, 3);
        });
    }

    @Test
    void a_short_answer_is_there_at_once_though_the_connection_stays_open() throws Exception {
        connect(
                out -> {
                    out.write(new byte[20_000]);
                    Thread.sleep(Duration.ofSeconds(1).toMillis());
                },
                socket -> assertThat(socket.getInputStream().readNBytes(20_000)).hasSize(20_000));
    }

    @Test
    void after_a_read_that_took_too_long_the_next_one_finds_what_came_later() throws Exception {
        connect(
                out -> {
                    Thread.sleep(300);
                    out.write(7);
                },
                socket -> {
                    socket.setSoTimeout(20);
                    InputStream in = socket.getInputStream();
                    assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
                    assertThat(in.available()).isZero();
                    socket.setSoTimeout(0);
                    assertThat(in.read()).isEqualTo(7);
                });
    }

    private static void connect(Sender sender, Reader reader) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new GatheringSockets("").createSocket()) {
            socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
            try (Socket accepted = server.accept()) {
                Thread sending = new Thread(() -> {
                    try {
                        sender.send(accepted.getOutputStream());
                        accepted.shutdownOutput();
                    } catch (IOException | InterruptedException e) {
                        // The reader has seen enough, or misses what did not come.
                    }
                });
                sending.start();
                reader.read(socket);
                sending.join();
            }
        }
    }
}
