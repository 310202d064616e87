package dev.dynolift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.event.Event;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class NewsForPeopleTest {

    @Test
    void a_note_is_said_once_and_what_differs_is_left_to_the_result() {
        List<Event> seen = new CopyOnWriteArrayList<>();
        NewsForPeople news = new NewsForPeople(seen::add);
        Event first = note("The source is old.");
        Event other = note("The target is old.");

        List.of(
                        first,
                        note("The source is old."),
                        other,
                        new Event.DifferenceFound(Instant.now(), "users", "(1)", "changed"),
                        new Event.ObjectDiffers(Instant.now(), "index", "by_name", "is missing at the target"))
                .forEach(news::on);

        assertThat(seen).containsExactly(first, other);
    }

    private static Event note(String text) {
        return new Event.Note(Instant.now(), Event.Level.WARNING, text);
    }
}
