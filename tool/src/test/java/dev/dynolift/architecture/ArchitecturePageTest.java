package dev.dynolift.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ArchitecturePageTest {

    private static final String PAGE = """
            ## Packages
            | package | what it is for | may use |
            |---|---|---|
            | `error` | Errors. | |
            | `copy` | Copies. | `table`, `range` |
            | `cli` | Commands. | everything |
            ## Exceptions
            | rule | where | why |
            |---|---|---|
            | `streams` | `dev.dynolift.copy.Main` | A process of its own. |
            """;

    @Test
    void reads_what_a_package_may_use_and_adds_what_is_free_to_all() {
        ArchitecturePage page = ArchitecturePage.parse(PAGE);
        assertThat(page.mayUse().keySet()).containsExactly("error", "copy", "cli");
        assertThat(page.mayUse().get("copy")).containsExactlyInAnyOrder("table", "range", "error", "secret", "event");
        assertThat(page.mayUse().get("cli")).contains("copy", "error").doesNotContain("cli");
    }

    @Test
    void reads_the_exceptions() {
        assertThat(ArchitecturePage.parse(PAGE).exempt("streams")).containsExactly("dev.dynolift.copy.Main");
        assertThat(ArchitecturePage.parse(PAGE).exempt("process")).isEmpty();
    }

    @Test
    void refuses_a_row_that_it_would_misread() {
        assertThatThrownBy(() -> ArchitecturePage.parse(PAGE.replace("`table`, `range`", "`table` and")))
                .hasMessageContaining("not a name");
        assertThatThrownBy(() -> ArchitecturePage.parse(PAGE.replace("| Copies. |", "| Copies.")))
                .hasMessageContaining("three cells");
    }
}
