package dev.dynolift.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.DatabaseHoldings;
import dev.dynolift.inventory.DatabaseHoldings.Extension;
import dev.dynolift.inventory.DatabaseHoldings.Tables;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.plan.Inventories;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a database told about itself, and what a move has to know of it. */
class HoldingsRulesTest {

    private static final List<String> RULES = List.of(
            "extension-not-on-rds",
            "prepared-transactions",
            "replication-slots",
            "tables-without-key",
            "unlogged-tables",
            "wraparound-near");

    @Test
    void each_rule_speaks_of_what_it_sees() {
        DatabaseHoldings holdings = holdings(
                List.of(new Extension("citext", "1.6", "public"), new Extension("pgq", "3.5", "pgq")),
                new Tables(7, List.of("a", "b", "c", "d", "e", "f", "g")),
                1,
                1_700_000_000L);

        List<Finding> found = found(holdings);

        assertThat(found).extracting(Finding::id).containsExactlyInAnyOrderElementsOf(RULES);
        assertThat(what(found, "extension-not-on-rds")).contains("pgq 3.5").doesNotContain("citext");
        assertThat(what(found, "tables-without-key")).contains("7 tables (a, b, c, d, e and others)");
        assertThat(what(found, "wraparound-near")).contains("1700 million");
    }

    @Test
    void a_database_that_has_nothing_of_it_or_was_not_asked_is_not_spoken_of() {
        DatabaseHoldings empty =
                holdings(List.of(new Extension("plpgsql", "1.0", "pg_catalog")), new Tables(0, List.of()), 0, 40L);

        assertThat(found(empty)).isEmpty();
        assertThat(found(holdings(null, null, null, null))).isEmpty();
        assertThat(found(null)).isEmpty();
    }

    private static String what(List<Finding> found, String id) {
        return found.stream()
                .filter(finding -> finding.id().equals(id))
                .findFirst()
                .orElseThrow()
                .what();
    }

    private static List<Finding> found(@Nullable DatabaseHoldings holdings) {
        Database database = Inventories.database("postgresql-x", "standard-0", 16, 1L, "shop");
        Inventory inventory = new Inventory(
                1,
                Instant.EPOCH,
                "test",
                List.of(),
                List.of(holdings == null ? database : database.withHoldings(holdings)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        return Rules.check(inventory).stream()
                .filter(finding -> RULES.contains(finding.id()))
                .toList();
    }

    private static DatabaseHoldings holdings(
            @Nullable List<Extension> extensions,
            @Nullable Tables tables,
            @Nullable Integer count,
            @Nullable Long age) {
        return new DatabaseHoldings(
                "16.3",
                1L,
                120,
                3,
                "UTF8",
                "C",
                age,
                extensions,
                9,
                List.of(),
                tables,
                tables,
                0L,
                List.of(),
                count,
                count,
                List.of());
    }
}
