package dev.dynolift.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dynolift.error.DynoliftException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that AWS would refuse, and files that are no plan: refused at once, with what to write. */
class PlanValuesTest extends PlanOnDisk {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: cart-sweep|name: cart sweep!|`cart sweep!` cannot be the name of a schedule",
                "command: bundle exec sidekiq |command: \"bundle exec\\0 sidekiq\" |control character",
                "STRIPE_KEY: ssm|STRIPE KEY: secrets-manager~      STRIPE_KEY: ssm|`STRIPE KEY` cannot be the name of a setting",
                "vpcCidr: |vpcCidr: 10.0.0.5/16 #|Write 10.0.0.0/16.",
                "vpcCidr: |vpcCidr: 10.0.999.0/24 #|is no address range",
                "zones: 2|zones: \"2\"|Write it without quotes.",
                "deletionProtection: true|deletionProtection: yes|Write true or false, without quotes."
            })
    void a_value_that_aws_would_refuse_is_refused_with_a_way_out(String from, String to, String problem)
            throws IOException {
        plan(Inventories.crema());
        edit(from, to.replace("~", "\n"));

        assertThat(refused()).hasMessageContaining("plan.yaml:").hasMessageContaining(problem);
    }

    @Test
    void a_file_that_is_no_text_and_a_folder_in_its_place_are_told_as_such() throws IOException {
        Files.write(file(), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThat(refused())
                .hasMessageContaining("it is no UTF-8 text")
                .satisfies(refused -> assertThat(refused.next()).contains("Save it as UTF-8"));
        Files.delete(file());
        Files.createDirectory(file());
        assertThat(refused()).hasMessageContaining("it is a folder");
    }

    @Test
    void a_hundred_thousand_brackets_are_a_problem_and_no_crash() throws IOException {
        Files.writeString(file(), "a: " + "[".repeat(100_000));

        assertThat(refused()).hasMessageContaining("too deep to be read");
    }

    @Test
    void a_path_with_a_typing_error_is_told_what_was_meant() {
        PlanSettings typo = new PlanSettings(Optional.empty(), List.of("apps.crema.services.web.cuont=3"));

        assertThat(catchThrowableOfType(
                        DynoliftException.class, () -> Replanning.of(Inventories.crema(), Optional.empty(), typo)))
                .hasMessageContaining("Did you mean apps.crema.services.web.count?");
    }

    private DynoliftException refused() {
        return catchThrowableOfType(DynoliftException.class, () -> PlanFile.read(file()));
    }
}
