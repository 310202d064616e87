package dev.dynolift.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.journal.JournalEntry.State;
import dev.dynolift.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");

    @TempDir
    Path folder;

    Path file;
    Journal journal;

    @BeforeEach
    void name_the_file() {
        file = folder.resolve("journal/crema-production.jsonl");
        journal = new Journal(file, Clock.fixed(NOON, ZoneOffset.UTC));
    }

    @Test
    void reads_back_what_was_appended() throws IOException {
        assertThat(journal.read()).isEmpty();
        journal.append("copy", State.STARTED, Map.of());
        journal.append("copy", State.FINISHED, Map.of("rows", "12", "bytes", "99"));
        assertThat(journal.read())
                .containsExactly(
                        new JournalEntry(NOON, "copy", State.STARTED, Map.of()),
                        new JournalEntry(NOON, "copy", State.FINISHED, Map.of("rows", "12", "bytes", "99")));
        assertThat(Files.readString(file))
                .endsWith("{\"schemaVersion\":1,\"at\":\"2026-11-02T12:00:00Z\",\"step\":\"copy\","
                        + "\"state\":\"FINISHED\",\"facts\":{\"bytes\":\"99\",\"rows\":\"12\"}}\n");
    }

    @Test
    void tells_the_state_of_a_step() {
        assertThat(journal.lastState("fence")).isEmpty();
        journal.append("fence", State.STARTED, Map.of());
        assertThat(journal.finished("fence")).isFalse();
        journal.append("fence", State.FINISHED, Map.of());
        journal.append("copy", State.FAILED, Map.of());
        assertThat(journal.finished("fence")).isTrue();
        journal.append("fence", State.UNDONE, Map.of());
        assertThat(journal.lastState("fence")).contains(State.UNDONE);
        assertThat(journal.finished("fence")).isFalse();
        assertThat(journal.finished("copy")).isFalse();
    }

    @Test
    void a_line_torn_off_at_any_byte_spoils_only_itself() throws IOException {
        journal.append("first", State.FINISHED, Map.of());
        int kept = Files.readAllBytes(file).length;
        journal.append("torn", State.FINISHED, Map.of("süß", "{\"}"));
        byte[] whole = Files.readAllBytes(file);
        // The last cut leaves all but the line end: then the entry is whole.
        for (int length = kept; length < whole.length - 1; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(journal.read()).extracting(JournalEntry::step).containsExactly("first");
            journal.append("next", State.STARTED, Map.of());
            assertThat(journal.read()).extracting(JournalEntry::step).containsExactly("first", "next");
        }
    }

    @Test
    void a_line_without_its_line_end_counts_and_is_closed_by_the_next() throws IOException {
        journal.append("first", State.FINISHED, Map.of());
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        journal.append("next", State.STARTED, Map.of());
        assertThat(journal.read()).extracting(JournalEntry::step).containsExactly("first", "next");
    }

    @Test
    void secrets_do_not_reach_the_file() throws IOException {
        Secret planted = new Secret("hunter2-hunter2");
        journal.append(
                "connect",
                State.FAILED,
                Map.of("said", "no " + planted.reveal(), "url", "postgres://shop:s3cr3t-pa55@db/shop"));
        assertThat(Files.readString(file, UTF_8))
                .doesNotContain("hunter2-hunter2")
                .doesNotContain("s3cr3t-pa55")
                .contains("no ***")
                .contains("postgres://shop:***@db/shop");
    }

    @Test
    void many_threads_append_whole_lines() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Callable<JournalEntry>> appends = IntStream.range(0, 100)
                .<Callable<JournalEntry>>mapToObj(
                        number -> () -> journal.append("step-" + number, State.FINISHED, Map.of()))
                .toList();
        threads.invokeAll(appends);
        threads.shutdown();
        assertThat(journal.read()).hasSize(100);
    }

    @Test
    void refuses_what_a_newer_dynolift_wrote_and_what_is_no_entry() throws IOException {
        journal.append("first", State.FINISHED, Map.of());
        Files.writeString(file, "{\"schemaVersion\":2}\n", StandardOpenOption.APPEND);
        assertRefused("line 2 of the journal", "newer dynolift");
        Files.writeString(file, "{\"schemaVersion\":1,\"step\":\"x\"}\n");
        assertRefused("line 1 of the journal", "not an entry");
    }

    @Test
    void says_why_it_cannot_write() throws IOException {
        Files.createFile(folder.resolve("journal"));
        assertThatThrownBy(() -> journal.append("first", State.STARTED, Map.of()))
                .isInstanceOfSatisfying(
                        DynoliftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE));
    }

    private void assertRefused(String where, String why) {
        assertThatThrownBy(journal::read)
                .isInstanceOfSatisfying(
                        DynoliftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INPUT))
                .hasMessageContainingAll(where, why);
    }
}
