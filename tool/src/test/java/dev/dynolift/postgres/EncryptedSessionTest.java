package dev.dynolift.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.cli.ProgramRun;
import dev.dynolift.digest.RowsHasher;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.secret.Secret;
import dev.dynolift.server.PostgresServer;
import dev.dynolift.server.ServerAddress;
import dev.dynolift.server.ServerBinaries;
import dev.dynolift.server.ServersForTests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Heroku and RDS let nobody in without TLS. */
class EncryptedSessionTest {

    private static final String PASSWORD = "only for this test";

    @TempDir
    static Path folder;

    private static PostgresServer server;
    private static ServerAddress address;

    @BeforeAll
    static void start() throws IOException, GeneralSecurityException, InterruptedException {
        certify("server");
        certify("stranger");
        ServerBinaries binaries = ServersForTests.binaries();
        server = new PostgresServer(
                binaries.unpack(binaries.ofMajor(17)),
                folder.resolve("encrypted"),
                new Secret(PASSWORD),
                Map.of(
                        "shared_buffers", "32MB",
                        "fsync", "off",
                        "ssl", "on",
                        "ssl_cert_file", folder.resolve("encrypted/server.crt").toString(),
                        "ssl_key_file", folder.resolve("encrypted/server.key").toString()));
        address = server.start(OptionalInt.empty());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.stop();
        }
    }

    @Test
    void long_answers_arrive_whole_through_a_server_that_proves_who_it_is() {
        String rows = "SELECT i, repeat(md5(i::text), 40) FROM generate_series(1, 40000) AS i";
        try (Session session = database("verify-full", "server").open("test");
                Session other = database("verify-full", "server").open("test")) {
            assertThat(session.yes("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"))
                    .isTrue();
            other.execute("CREATE TABLE public.arrived (i int, text text)");
            RowsHasher sent = new RowsHasher();
            assertThat(session.copyTo(other, rows, "public.arrived", CopyFormat.TEXT, sent::add))
                    .isEqualTo(40_000);

            RowsHasher arrived = new RowsHasher();
            other.copyOut("SELECT * FROM public.arrived", CopyFormat.TEXT, arrived::add);
            assertThat(arrived.digest()).isEqualTo(sent.digest());
            assertThat(other.number("SELECT count(*) FROM (SELECT * FROM public.arrived EXCEPT " + rows + ") AS lost"))
                    .isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1 | stranger | signed by nobody whom sslrootcert names | global-bundle.pem",
                "127.0.0.1 | absent | the file that sslrootcert names cannot be read | Check sslrootcert",
                "localhost | server | certificate is for another host | sslmode=verify-ca"
            })
    void a_server_that_does_not_prove_who_it_is_is_told_in_words(String host, String trusted, String why, String mend) {
        assertThatThrownBy(() ->
                        database(host, "verify-full", trusted).open("test").close())
                .isInstanceOfSatisfying(DynoliftException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.INPUT);
                    assertThat(e.why()).contains(why);
                    assertThat(e.next()).contains(mend).contains("the source's URL");
                });
    }

    @Test
    void the_program_alone_says_so_and_no_library() throws IOException, InterruptedException {
        ProgramRun check = ProgramRun.of(
                folder,
                text("localhost", "verify-full", "server"),
                text("127.0.0.1", "require", "server"),
                List.of("data", "check"));
        assertThat(check.exitCode()).isEqualTo(2);
        assertThat(check.out() + check.err())
                .doesNotContain("SEVERE", "WARNING:", PASSWORD, PASSWORD.replace(" ", "%20"));
        assertThat(check.err()).contains("certificate is for another host");
    }

    @Test
    void a_server_that_does_not_encrypt_is_told_in_words() {
        DatabaseUrl plain = ServersForTests.pair(14, 17)
                .freshDatabases("unencrypted")
                .sourceOwner()
                .toDatabaseUrl();
        DatabaseUrl demanding = new DatabaseUrl(
                plain.host(),
                plain.port(),
                plain.database(),
                plain.user(),
                plain.password(),
                Map.of("sslmode", "require"));
        assertThatThrownBy(() ->
                        new Database("target", () -> demanding).open("test").close())
                .isInstanceOfSatisfying(DynoliftException.class, e -> {
                    assertThat(e.why()).contains("does not encrypt");
                    assertThat(e.next()).contains("the target's URL");
                });
    }

    private static Database database(String mode, String trusted) {
        return database("127.0.0.1", mode, trusted);
    }

    private static Database database(String host, String mode, String trusted) {
        DatabaseUrl url = DatabaseUrl.parse(text(host, mode, trusted), "test");
        return new Database("source", () -> url);
    }

    private static String text(String host, String mode, String trusted) {
        return "postgres://" + address.user() + ":" + PASSWORD.replace(" ", "%20") + "@" + host + ":" + address.port()
                + "/postgres?sslmode=" + mode + "&sslrootcert=" + folder.resolve("encrypted/" + trusted + ".crt");
    }

    /** Writes a key, and a certificate that this key signed itself. */
    private static void certify(String name) throws IOException, GeneralSecurityException, InterruptedException {
        Path made = Files.createDirectories(folder.resolve("encrypted"));
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "key",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "of this test")
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream stored = Files.newInputStream(store)) {
            keys.load(stored, "of this test".toCharArray());
        }
        Path key = made.resolve(name + ".key");
        Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                key,
                pem(
                        "PRIVATE KEY",
                        keys.getKey("key", "of this test".toCharArray()).getEncoded()));
        Files.writeString(
                made.resolve(name + ".crt"),
                pem("CERTIFICATE", keys.getCertificate("key").getEncoded()));
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END " + what
                + "-----\n";
    }
}
