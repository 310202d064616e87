package dev.dynolift.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.dynolift.architecture.Repository;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReasonTest {

    @TempDir
    Path folder;

    @Test
    void a_port_at_which_nothing_listens_is_told_so() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        assertThat(Reason.of(asked("http", port))).isEqualTo("nothing listens there");
    }

    @Test
    void a_server_that_hangs_up_speaks_no_tls_or_stays_silent_is_told_so() throws Exception {
        assertThat(reasonOf("http", socket -> socket.getInputStream().read())).isEqualTo("the connection broke off");
        assertThat(reasonOf("https", socket -> {
                    socket.getOutputStream().write("good morning\r\n".getBytes(StandardCharsets.US_ASCII));
                    socket.getOutputStream().flush();
                    socket.getInputStream().read(new byte[1000]);
                }))
                .isEqualTo("it does not speak TLS");
        assertThat(reasonOf("http", socket -> socket.getInputStream().readAllBytes()))
                .isEqualTo("no answer came in time");
    }

    /** What a server does with whoever connects, before it hangs up. */
    private interface Manners {
        void meet(Socket socket) throws IOException;
    }

    /** The client may try again by itself: every connection meets the same. */
    private static String reasonOf(String scheme, Manners manners) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread serving = new Thread(() -> {
                while (!server.isClosed()) {
                    try (Socket socket = server.accept()) {
                        manners.meet(socket);
                    } catch (IOException e) {
                        // The test sees what became of it.
                    }
                }
            });
            serving.setDaemon(true);
            serving.start();
            return Reason.of(asked(scheme, server.getLocalPort()));
        }
    }

    private static Throwable asked(String scheme, int port) {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(scheme + "://127.0.0.1:" + port + "/"))
                .timeout(Duration.ofSeconds(1))
                .build();
        return catchThrowable(() -> client.send(request, HttpResponse.BodyHandlers.ofString()));
    }

    @Test
    void what_has_no_message_or_a_class_as_one_is_told_in_words() {
        ConnectException unresolved = new ConnectException();
        unresolved.initCause(new UnresolvedAddressException());

        assertThat(Reason.of(unresolved)).isEqualTo("DNS knows no such host");
        assertThat(Reason.of(new ConnectException())).isEqualTo("nothing listens there");
        assertThat(Reason.of(new IOException(new ConnectException("Connection refused"))))
                .isEqualTo("nothing listens there");
        assertThat(Reason.of(new IOException("java.lang.IllegalStateException: it stands still")))
                .isEqualTo("it stands still");
        assertThat(Reason.of(new java.nio.file.ClosedFileSystemException())).isEqualTo("closed file system");
        assertThat(Reason.of(new IOException())).isEqualTo("no reason was given");
    }

    @Test
    void what_our_own_code_wrote_is_kept() {
        assertThat(Reason.of(new HttpTimeoutException("the answer did not end within 30 s")))
                .isEqualTo("the answer did not end within 30 s");
        assertThat(Reason.of(new IOException("shop does not answer at port 5000", new ConnectException())))
                .isEqualTo("shop does not answer at port 5000");
        assertThat(Reason.withoutQuoting(new IOException("https://logs.example/KEY does not answer")))
                .isEqualTo("no reason was given");
    }

    @Test
    void a_file_is_told_without_its_path() {
        Throwable absent = catchThrowable(() -> Files.readString(folder.resolve("absent")));
        Throwable folderNotFile = catchThrowable(() -> Files.delete(folder.getParent()));

        assertThat(Reason.of(absent)).isEqualTo("there is no such file or folder");
        assertThat(Reason.of(folderNotFile)).isEqualTo("the folder is not empty");
        assertThat(Reason.of(new AccessDeniedException("/x"))).isEqualTo("your rights do not suffice");
        assertThat(Reason.of(new FileSystemException("/x", null, "No space left on device")))
                .isEqualTo("no space left on device");
    }

    /** What nobody foresaw is reported as a fault, with its class; everything else is for people. */
    @Test
    void no_code_writes_the_class_of_an_exception() throws IOException {
        Pattern classOfException = Pattern.compile(
                "\\b(e|error|cause|failure|failed|problem|exception|refusal)\\.getClass\\(\\)\\.(getSimpleName|getName)\\(\\)");
        for (String module : List.of("engine", "tool")) {
            try (Stream<Path> files = Files.walk(Repository.root().resolve(module + "/src/main/java"))) {
                List<String> writing = files.filter(file -> file.toString().endsWith(".java"))
                        .filter(file ->
                                classOfException.matcher(Repository.read(file)).find())
                        .map(file -> file.getFileName().toString())
                        .filter(file -> !file.equals("Reason.java") && !file.equals("Questions.java"))
                        .toList();

                assertThat(writing).isEmpty();
            }
        }
    }
}
