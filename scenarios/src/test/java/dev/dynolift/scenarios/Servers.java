package dev.dynolift.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The two servers of a rehearsal with {@code --keep}, by the URLs that it prints, and psql as a user runs it.
 *
 * @param source as Heroku's role
 * @param target as the app at AWS
 * @param master as RDS's master user
 */
record Servers(String source, String target, String master) {

    private static final Pattern PRINTED = Pattern.compile("(?m)^(source|target|target as master): (postgres://\\S+)$");

    private static final Pattern PASSWORD = Pattern.compile("(?m):([^:\\n]+)$");

    /** What psql said. */
    record Answer(int exitCode, String out, String err) {}

    /** Waits until a run has printed the URLs. */
    static Servers await(Program.Running run) throws Exception {
        Await.until("the servers' URLs", run, () -> printed(run.said()).size() == 3);
        return in(run.said());
    }

    /** The servers whose URLs stand in what a run has said. */
    static Servers in(String said) {
        Map<String, String> urls = printed(said);
        return new Servers(urls.get("source"), urls.get("target"), urls.get("target as master"));
    }

    /** The passwords in the file that the URLs name; psql's own. */
    static List<String> passwords(Path passwordFile) throws IOException {
        return PASSWORD.matcher(Files.readString(passwordFile))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** What psql prints for a query, without headings; fails when it fails. */
    static String query(String url, String sql) throws IOException, InterruptedException {
        Answer answer = psql(url, sql);
        if (answer.exitCode() != 0) {
            throw new AssertionError("psql cannot run\n" + sql + "\nwith " + url + ":\n" + answer.err());
        }
        return answer.out().strip();
    }

    /** Runs statements in psql; the first failure ends them. */
    static Answer psql(String url, String sql) throws IOException, InterruptedException {
        Path script = Files.createTempFile("story", ".sql");
        Path out = Files.createTempFile("story", ".out");
        Path err = Files.createTempFile("story", ".err");
        try {
            Files.writeString(script, sql);
            Process psql = new ProcessBuilder(
                            "psql", "-X", "-A", "-t", "-q", "-w", "-v", "ON_ERROR_STOP=1", "-f", script.toString(), url)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!psql.waitFor(5, TimeUnit.MINUTES)) {
                psql.destroyForcibly().waitFor();
                throw new AssertionError("psql did not end in five minutes:\n" + sql);
            }
            return new Answer(psql.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
        } finally {
            for (Path file : List.of(script, out, err)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static Map<String, String> printed(String said) {
        Function<Matcher, Map<String, String>> collect = matcher -> matcher.results()
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2), (first, second) -> second));
        return collect.apply(PRINTED.matcher(said));
    }
}
