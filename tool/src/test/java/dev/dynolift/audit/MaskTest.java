package dev.dynolift.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.ValueShape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskTest {

    private static final String BEGIN = "-----BEGIN RSA PRIVATE KEY-----";
    private static final String END = "-----END RSA PRIVATE KEY-----";

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\\n", " ", "", "\r\n"})
    void a_private_key_is_masked_whatever_its_lines_end_with(String lineEnd) {
        String key = BEGIN + lineEnd + "MIIEpPLANTED9" + lineEnd + "abcXYZ+/12==" + lineEnd + END;

        String masked = Mask.value(key);

        assertThat(masked).startsWith(BEGIN).endsWith(END).hasSameSizeAs(key).doesNotContain("PLANTED9", "abcXYZ");
        assertThat(ValueShape.of(masked)).isEqualTo(ValueShape.of(key));
    }
}
