package dev.dynolift.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dynolift.copy.TwoDatabases;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.secret.Secret;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

class DatabaseTest {

    @Test
    void an_address_is_wrong_only_before_it_was_right() {
        DatabaseUrl right =
                TwoDatabases.fresh("database_address").targetAddress().toDatabaseUrl();
        DatabaseUrl otherPassword = new DatabaseUrl(
                right.host(),
                right.port(),
                right.database(),
                right.user(),
                new Secret("not the password"),
                right.parameters());
        DatabaseUrl noHost = new DatabaseUrl(
                "nowhere.invalid", right.port(), right.database(), right.user(), right.password(), right.parameters());
        AtomicReference<DatabaseUrl> address = new AtomicReference<>(right);
        Database database = new Database("target", address::get);

        for (DatabaseUrl wrong : new DatabaseUrl[] {otherPassword, noHost}) {
            address.set(wrong);
            assertThat(failure(new Database("target", address::get)).code()).isEqualTo(ErrorCode.INPUT);

            address.set(right);
            database.open("test").close();
            address.set(wrong);
            DynoliftException later = failure(database);
            assertThat(later.code().exitCode()).isEqualTo(1);
            assertThat(later.next())
                    .contains("Check ")
                    .contains("the target's URL")
                    .contains("run the same command again");
        }
    }

    @Test
    void a_session_that_looks_can_neither_write_nor_dawdle() {
        DatabaseUrl url = TwoDatabases.fresh("database_look").sourceAddress().toDatabaseUrl();
        try (Session session = new Database("source", () -> url).openToLook("audit", Duration.ofSeconds(1))) {
            assertThat(session.text("SELECT current_setting('application_name')"))
                    .isEqualTo("dynolift audit");
            assertThat(catchThrowableOfType(
                                    DatabaseException.class, () -> session.execute("CREATE TABLE public.x (id int)"))
                            .sqlState())
                    .as("read-only")
                    .isEqualTo("25006");
            assertThat(catchThrowableOfType(DatabaseException.class, () -> session.text("SELECT pg_sleep(20)"))
                            .sqlState())
                    .as("cancelled")
                    .isEqualTo("57014");
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "|no pg_hba.conf entry for host \"10.1.2.3\", user \"u\", database \"d\", no encryption|, 28000, sslmode=require",
                "|no pg_hba.conf entry for host \"10.1.2.3\", user \"u\", database \"d\", SSL off|, 28000, sslmode=require",
                "|no pg_hba.conf entry for host \"10.1.2.3\", user \"u\", database \"d\", SSL encryption|, 28000, pg_hba.conf admits",
                "|password authentication failed for user \"u\"|, 28P01, user and password"
            })
    void a_server_that_lets_nobody_in_says_what_to_change(String message, String state, String advice) {
        DynoliftException e = DatabaseErrors.unconnected(
                new PSQLException(new ServerErrorMessage("SFATAL\0C" + state + "\0M" + message + "\0")),
                "source",
                DatabaseUrl.parse("postgres://u:p@10.1.2.4/d", "test"),
                false);

        assertThat(e.code()).isEqualTo(ErrorCode.INPUT);
        assertThat(e.next()).contains(advice);
    }

    @ParameterizedTest
    @CsvSource({
        "postgres://u:se@cret/cret@h/d, behind its host",
        "postgres://u:se@cret@h/d, single host",
        "postgres://u:se/cret@h/d, single host",
        "postgres://u:se#cret@h/d, single host",
        "postgres://u:12/cret@h/d, behind its host",
        "postgres://u:se cret@h/d, no URI"
    })
    void a_password_that_is_not_encoded_is_suspected_and_not_shown(String address, String why) {
        DynoliftException e =
                catchThrowableOfType(DynoliftException.class, () -> DatabaseUrl.parse(address, "DYNOLIFT_SOURCE_URL"));

        assertThat(e.why()).contains(why.equals("no URI") ? "not a URI" : why).contains("@ as %40, / as %2F");
        assertThat(e.getMessage() + e.next()).doesNotContain("cret");
    }

    @Test
    void several_hosts_are_no_matter_of_encoding() {
        DynoliftException e = catchThrowableOfType(
                DynoliftException.class, () -> DatabaseUrl.parse("postgres://u:p@h1:1,h2:2/d", "test"));

        assertThat(e.why()).isEqualTo("it names no single host");
    }

    private static DynoliftException failure(Database database) {
        return catchThrowableOfType(
                DynoliftException.class, () -> database.open("test").close());
    }
}
