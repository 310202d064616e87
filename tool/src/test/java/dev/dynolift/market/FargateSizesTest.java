package dev.dynolift.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.market.DynoSizes.DynoSize;
import dev.dynolift.market.FargateSizes.FargateSize;
import java.util.List;
import org.junit.jupiter.api.Test;

class FargateSizesTest {

    /** What Fargate cannot hold: 126 GB and more. */
    private static final List<String> TOO_LARGE =
            List.of("performance-2XL", "private-2XL", "shield-2XL", "dyno-16c-128gb");

    @Test
    void every_dyno_size_gets_a_valid_pair_that_is_never_smaller() {
        assertThat(DynoSizes.all()).hasSize(38);
        for (DynoSize dyno : DynoSizes.all()) {
            var size = FargateSizes.smallest(dyno.memoryMib(), dyno.cpuFloor());
            if (TOO_LARGE.contains(dyno.name())) {
                assertThat(size).as(dyno.name()).isEmpty();
                continue;
            }
            assertThat(size).as(dyno.name()).hasValueSatisfying(pair -> {
                assertThat(pair.memoryMib()).isGreaterThanOrEqualTo(dyno.memoryMib());
                assertThat(FargateSizes.isValid(pair.cpu(), pair.memoryMib())).isTrue();
            });
        }
    }

    @Test
    void well_known_dynos_get_the_pairs_that_people_would_choose() {
        assertThat(pair("basic")).isEqualTo(new FargateSize(256, 512));
        assertThat(pair("standard-2X")).isEqualTo(new FargateSize(512, 1024));
        assertThat(pair("performance-M")).isEqualTo(new FargateSize(1024, 3072));
        assertThat(pair("performance-L")).isEqualTo(new FargateSize(4096, 14336));
        assertThat(pair("performance-L-RAM")).isEqualTo(new FargateSize(4096, 30720));
        assertThat(pair("performance-XL")).isEqualTo(new FargateSize(16384, 65536));
    }

    @Test
    void old_names_and_any_case_are_understood() {
        assertThat(DynoSizes.find("HOBBY")).map(DynoSize::name).hasValue("basic");
        assertThat(DynoSizes.find("2X")).map(DynoSize::name).hasValue("standard-2X");
        assertThat(DynoSizes.find("performance-l")).map(DynoSize::name).hasValue("performance-L");
        assertThat(DynoSizes.find("galactic")).isEmpty();
    }

    private static FargateSize pair(String dyno) {
        DynoSize size = DynoSizes.find(dyno).orElseThrow();
        return FargateSizes.smallest(size.memoryMib(), size.cpuFloor()).orElseThrow();
    }
}
