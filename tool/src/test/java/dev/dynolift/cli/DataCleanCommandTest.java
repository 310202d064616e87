package dev.dynolift.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.control.Control;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.event.EventListener;
import dev.dynolift.fence.Fence;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseUrl;
import dev.dynolift.postgres.Session;
import dev.dynolift.server.RehearsalDatabases;
import dev.dynolift.server.ServersForTests;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DataCleanCommandTest {

    private final WrittenConsole console = new WrittenConsole();

    @Test
    void a_fence_is_lowered_although_the_target_is_gone_and_what_was_not_cleaned_is_said() {
        RehearsalDatabases addresses = ServersForTests.pair(14, 17).freshDatabases("clean_gone");
        Database source = new Database("source", addresses.sourceOwner()::toDatabaseUrl);
        try (Session session = source.open("test")) {
            session.execute("CREATE TABLE public.users (id int PRIMARY KEY)");
            Control.install(session);
        }
        new Fence(source, EventListener.NONE).raise(Duration.ofSeconds(3));

        DataCleanCommand kept = new DataCleanCommand();
        kept.yes = true;
        assertThatThrownBy(() -> kept.run(source, gone(), console.open()))
                .isInstanceOfSatisfying(DynoliftException.class, e -> assertThat(e.next())
                        .contains("--lower-fence cleans the source alone"));

        DataCleanCommand unasked = new DataCleanCommand();
        unasked.lowerFence = true;
        assertThatThrownBy(() -> unasked.run(source, gone(), console.open()))
                .hasMessageContaining("needs consent")
                .hasMessageContaining("it takes the app's writes again");

        DataCleanCommand lowered = new DataCleanCommand();
        lowered.lowerFence = true;
        lowered.yes = true;
        assertThat(lowered.run(source, gone(), console.open())).isZero();

        assertThat(console.out())
                .contains("The source takes writes again.")
                .contains("The target was not cleaned")
                .contains("dynolift data clean")
                .contains("The app must not be pointed at it");
        try (Session session = source.open("test")) {
            session.execute("INSERT INTO public.users VALUES (1)");
        }
    }

    static Database gone() {
        return new Database("target", () -> DatabaseUrl.parse("postgres://eva:secret@127.0.0.1:1/gone", "target"));
    }
}
