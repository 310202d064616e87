package dev.dynolift.audit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.event.EventListener;
import dev.dynolift.heroku.AnswerListener;
import dev.dynolift.heroku.HerokuApi;
import dev.dynolift.heroku.HerokuHosts;
import dev.dynolift.secret.Secret;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;

class SlugReadingTest {

    @Test
    void a_few_bytes_that_unpack_to_too_many_are_refused() throws Exception {
        HerokuApi api = new HerokuApi(
                HerokuHosts.all(URI.create("http://127.0.0.1:1")),
                new Secret("t0ken"),
                EventListener.NONE,
                AnswerListener.NONE);
        SlugReading reading = new SlugReading(api, new Questions(api), Optional.empty(), "");

        assertThatThrownBy(() -> reading.look(
                        new ByteArrayInputStream(bomb()), 8 << 20, new ArrayList<>(), new LinkedHashMap<>()))
                .hasMessage("the unpacked slug is larger than 8 MB");
    }

    private static byte[] bomb() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(packed))) {
            for (int i = 0; i < 2; i++) {
                TarArchiveEntry entry = new TarArchiveEntry("app/zeros" + i);
                entry.setSize(16 << 20);
                tar.putArchiveEntry(entry);
                tar.write(new byte[16 << 20]);
                tar.closeArchiveEntry();
            }
        }
        return packed.toByteArray();
    }
}
