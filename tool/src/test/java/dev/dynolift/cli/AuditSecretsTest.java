package dev.dynolift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.heroku.CaptureFolder;
import dev.dynolift.heroku.HerokuAnswer;
import dev.dynolift.launcher.LaunchedJava;
import dev.dynolift.standin.Captures;
import dev.dynolift.standin.Fault;
import dev.dynolift.standin.HerokuStandIn;
import dev.dynolift.standin.ReceivedRequest;
import dev.dynolift.standin.VendorStandIn;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** The audit as a process of its own, with a secret wherever one can stand. Each must be found nowhere afterwards. */
class AuditSecretsTest {

    /** Part of every planted value, and of nothing else. */
    private static final String MARK = "PLANTED9";

    @TempDir
    Path folder;

    private final Set<String> arguments = ConcurrentHashMap.newKeySet();
    private Path workspace;
    private HerokuStandIn heroku;
    private VendorStandIn semaphore;
    private VendorStandIn cloudflare;

    @BeforeEach
    void start() throws Exception {
        workspace = Files.createDirectory(folder.resolve("place")).resolve("workspace");
        Path capture = folder.resolve("capture");
        CaptureFolder.read(Captures.of("roast"))
                .forEach(answer -> CaptureFolder.write(capture, withoutDatabase(answer)));
        Captures.write(
                capture,
                "/apps/roast/log-drains",
                "[{'addon':null,'created_at':'2026-03-01T09:00:00Z','id':'00000090-aaaa-4bbb-8ccc-0123456789ab',"
                        + "'token':'d.PLANTED9','updated_at':'2026-03-01T09:00:00Z',"
                        + "'url':'https://u:PLANTED9@logs.example.com/PLANTED9?key=PLANTED9'},"
                        + "{'id':'00000092-aaaa-4bbb-8ccc-0123456789ab','token':'d.PLANTED9',"
                        + "'url':'https://u:p@PLANTED9/w@logs.example.com/in'},"
                        + "{'id':'00000093-aaaa-4bbb-8ccc-0123456789ab','token':'d.PLANTED9',"
                        + "'url':'https://u:p PLANTED9@logs.example.com/in'}]");
        Captures.write(
                capture,
                "/apps/roast/webhooks",
                "[{'id':'00000091-aaaa-4bbb-8ccc-0123456789ab','include':['api:release'],'level':'notify',"
                        + "'url':'https://PLANTED9@hooks.example.com/PLANTED9'},"
                        + "{'id':'00000094-aaaa-4bbb-8ccc-0123456789ab','include':['api:release'],'level':'notify',"
                        + "'url':'https://planted9.PLANTED9#x@hooks.example.com/'}]");
        Captures.write(
                capture,
                "/apps/roast/releases",
                "[{'version':11,'current':true,'status':'succeeded','created_at':'2026-03-01T09:00:00Z',"
                        + "'description':'Deploy https://u:PLANTED9@git.example.com TOKEN=PLANTED9',"
                        + "'slug':{'id':'00000025-aaaa-4bbb-8ccc-0123456789ab'}}]");
        Captures.write(
                capture,
                "/apps/roast/formation",
                "[{'command':'curl -u robot:PLANTED9 https://x.example','quantity':1,"
                        + "'size':'standard-1X','type':'worker'},"
                        + "{'command':'TOKEN=PLANTED9 bin/web','quantity':1,'size':'standard-1X','type':'web'}]");
        Captures.write(
                capture,
                "/apps/roast/dynos",
                "[{'attach_url':'rendezvous://x.example:5000/PLANTED9','command':'rake a[1] TOKEN=PLANTED9',"
                        + "'created_at':'2026-03-01T09:00:00Z','name':'scheduler.1','size':'standard-1X','type':'scheduler'}]");
        Captures.write(
                capture,
                "/apps/00000001-aaaa-4bbb-8ccc-0123456789ab/jobs",
                "{'data':[{'attributes':{'command':'TOKEN=PLANTED9 rake b','every':10,'dyno-size':'standard-1x'}},"
                        + "{'attributes':{'command':'mysqldump -pPLANTED9 shop; redis-cli -a PLANTED9 ping;"
                        + " curl https://x.example/?key=PLANTED9x','every':10,'dyno-size':'standard-1x'}}]}");
        heroku = HerokuStandIn.start(capture);
        heroku.putSlug("00000025-aaaa-4bbb-8ccc-0123456789ab", slug());
        heroku.putLog("roast", List.of("2026-11-20T09:00:41.1+00:00 app[web.1]: password=PLANTED9"));
        Path ci = folder.resolve("semaphore");
        Captures.write(ci, "/api/v1alpha/projects", "[{'metadata':{'name':'roast','id':'p1'}}]");
        Captures.write(
                ci,
                "/api/v1beta/secrets",
                "[{'metadata':{'name':'heroku'},'data':{'env_vars':[{'name':'HEROKU_API_KEY','value':'PLANTED9'}]}}]");
        semaphore = VendorStandIn.semaphore(ci, 30);
        Path edge = folder.resolve("cloudflare");
        Captures.write(edge, "/zones", "[{'id':'z1','name':'roast.example','status':'active'}]");
        cloudflare = VendorStandIn.cloudflare(edge, 50);
    }

    @AfterEach
    void stop() {
        heroku.close();
        semaphore.close();
        cloudflare.close();
    }

    @Test
    void planted_values_appear_in_no_file_output_or_argument_and_nothing_is_changed() throws Exception {
        assertThat(run("roast", "roast-staging", "--slugs", "--json", "--debug", "--record", place("recorded")))
                .as(said())
                .isZero();
        assertThat(run("roast", "--watch-scheduler", "1s", "--yes")).as(said()).isZero();

        assertThat(workspace.resolve("inventory.json"))
                .content()
                .contains("STRIPE_SECRET_KEY", "config/master.key", "secret-in-command", "TOKEN=[secret] bin/web");
        assertThat(workspace.resolve("audit.html")).isRegularFile();
        assertThat(filesWithMark()).isEmpty();
        assertThat(arguments).noneMatch(line -> line.contains(MARK));
        assertThat(semaphore.requests()).isNotEmpty();
        assertThat(cloudflare.requests()).isNotEmpty();
        assertThat(Stream.of(semaphore.requests(), cloudflare.requests())
                        .flatMap(List::stream)
                        .map(ReceivedRequest::method))
                .containsOnly("GET");
        // A window on the log, and no one-off dyno, which only --confirm may start.
        assertThat(heroku.requests())
                .filteredOn(request -> !request.method().equals("GET"))
                .isNotEmpty()
                .allMatch(request ->
                        request.method().equals("POST") && request.path().equals("/apps/roast/log-sessions"));
    }

    @Test
    void without_a_watch_there_is_nothing_but_get() throws Exception {
        assertThat(run("roast", "roast-staging", "--slugs")).as(said()).isZero();

        assertThat(heroku.requests()).extracting(ReceivedRequest::method).containsOnly("GET");
        assertThat(filesWithMark()).isEmpty();
    }

    @Test
    void a_one_off_dyno_is_started_once_for_the_confirmed_app_and_keeps_its_value() throws Exception {
        heroku.letDynosRun("roast", (command, output) -> {
            ProcessBuilder builder = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true);
            builder.environment().put("SECRET_KEY_BASE", MARK.repeat(16));
            builder.start().getInputStream().transferTo(output);
        });

        assertThat(run("roast", "roast-staging", "--slugs", "--json", "--debug", "--databases", "--confirm", "roast"))
                .as(said())
                .isZero();

        assertThat(workspace.resolve("inventory.json")).content().contains("\"DYNO\"");
        assertThat(said()).contains("Starts a one-off dyno of roast", "could not be asked what it holds");
        assertThat(heroku.requests())
                .filteredOn(request -> !request.method().equals("GET"))
                .extracting(ReceivedRequest::toString)
                .containsExactly("POST /apps/roast/dynos -> 201");
        assertThat(filesWithMark()).isEmpty();
        assertThat(arguments).noneMatch(line -> line.contains(MARK));
    }

    @Test
    void errors_quote_no_secret_either() throws Exception {
        heroku.add(Fault.always("*", 401));
        assertThat(run("roast", "--debug")).isNotZero();
        heroku.mend();
        heroku.add(Fault.always("/apps/roast/config-vars", 500));
        heroku.add(Fault.cut("/apps/roast/addons", 9));
        // The token of a URL for git goes to git by the environment, and into no message.
        assertThat(run("roast", "--debug", "--repo", "http://u:" + MARK + "@127.0.0.1:1/roast.git"))
                .isNotZero();

        assertThat(said()).contains("does not accept the login", "127.0.0.1:1/roast.git");
        assertThat(arguments).anyMatch(line -> line.startsWith("git ") && line.contains("127.0.0.1:1/roast.git"));
        assertThat(filesWithMark()).isEmpty();
        assertThat(arguments.stream().filter(line -> line.contains(MARK)))
                .as("only the command line that the user typed")
                .allMatch(line -> line.contains(HurriedMain.class.getName()));
    }

    /** Whoever asks the databases finds nobody, and leaves this machine for none. */
    private static HerokuAnswer withoutDatabase(HerokuAnswer answer) {
        if (answer.path().endsWith("/config-vars")) {
            ((ObjectNode) answer.body()).put("DATABASE_URL", "postgres://uPLANTED9:pPLANTED9@127.0.0.1:1/dPLANTED9");
        }
        return answer;
    }

    private int run(String... more) throws Exception {
        List<String> command = LaunchedJava.of(HurriedMain.class);
        command.addAll(List.of("audit", "--workspace", workspace.toString()));
        command.addAll(Arrays.asList(more));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.resolve("place").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("place/said").toFile()));
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.matches("(AWS|HEROKU|SEMAPHORE|CLOUDFLARE)_.*"));
        environment.put("HOME", folder.toString());
        environment.put("HEROKU_HOST", heroku.address().toString());
        environment.put("HEROKU_API_KEY", "HRKU-PLANTED9-login");
        environment.put("SEMAPHORE_ORGANIZATION_URL", semaphore.address().toString());
        environment.put("SEMAPHORE_API_TOKEN", "semaphore-PLANTED9");
        environment.put("CLOUDFLARE_BASE_URL", cloudflare.address().toString());
        environment.put("CLOUDFLARE_API_TOKEN", "cloudflare-PLANTED9");
        environment.put("AWS_ACCESS_KEY_ID", "AKIAPLANTED900000000");
        environment.put("AWS_SECRET_ACCESS_KEY", "PLANTED9-secret");
        environment.put("AWS_REGION", "us-east-1");
        environment.put("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
        environment.put("PATH", noting("git") + File.pathSeparator + System.getenv("PATH"));
        Process process = builder.start();
        while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
            Stream.concat(Stream.of(process.toHandle()), process.descendants())
                    .forEach(one -> one.info().commandLine().ifPresent(arguments::add));
        }
        Path noted = folder.resolve("noted");
        arguments.addAll(Files.exists(noted) ? Files.readAllLines(noted) : List.of());
        return process.exitValue();
    }

    /** A folder with a program that notes its arguments before it runs: one that ends at once is not missed. */
    private Path noting(String program) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        String real = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(place -> Path.of(place, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow()
                .toString();
        Path script = Files.writeString(
                bin.resolve(program),
                "#!/bin/sh\necho \"" + program + " $*\" >>'" + folder.resolve("noted") + "'\nexec '" + real
                        + "' \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return bin;
    }

    private String place(String name) {
        return folder.resolve("place").resolve(name).toString();
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("place/said"));
    }

    /** What was printed is a file of the place, too. */
    private List<Path> filesWithMark() throws IOException {
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(MARK.getBytes(StandardCharsets.UTF_8));
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder.resolve("place"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (content.contains(MARK) || content.contains(encoded)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private static byte[] slug() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            for (String name : List.of("./app/.env", "./app/config/master.key")) {
                byte[] content = ("TOKEN=" + MARK).getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(name);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }
}
