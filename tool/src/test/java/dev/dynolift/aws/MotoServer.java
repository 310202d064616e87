package dev.dynolift.aws;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** AWS on this machine, by moto_server; a test that needs it is skipped where it is not installed. */
public final class MotoServer implements AutoCloseable {

    private static final String REGION = "us-east-1";

    /** By this code the script says that what it needs is not there. */
    private static final int MISSING = 3;

    private static final Path FOR_TERRAFORM =
            Path.of("src", "test", "resources", "dev", "dynolift", "aws", "moto_for_terraform.py");

    private final Process process;
    private final URI address;
    private final Path recording;

    private MotoServer(Process process, URI address, Path recording) {
        this.process = process;
        this.address = address;
        this.recording = recording;
    }

    public static MotoServer start(Path folder) throws IOException, InterruptedException {
        boolean installed = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "moto_server")));
        assumeTrue(installed, "moto_server is not installed: `pip install 'moto[server]'`");
        Path recording = folder.resolve("recording");
        ProcessBuilder builder = new ProcessBuilder("moto_server");
        builder.environment().put("MOTO_ENABLE_RECORDING", "1");
        builder.environment().put("MOTO_RECORDER_FILEPATH", recording.toString());
        builder.environment().put("MOTO_EC2_LOAD_DEFAULT_AMIS", "false");
        builder.environment().put("MOTO_IAM_LOAD_MANAGED_POLICIES", "true");
        return start(folder, builder, recording);
    }

    /** With what the real Terraform asks for and moto lacks, as the script says that it runs. Records nothing. */
    public static MotoServer startForTerraform(Path folder) throws IOException, InterruptedException {
        return start(folder, new ProcessBuilder("python3", FOR_TERRAFORM.toString()), folder.resolve("no-recording"));
    }

    private static MotoServer start(Path folder, ProcessBuilder builder, Path recording)
            throws IOException, InterruptedException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        builder.command().addAll(List.of("-p", String.valueOf(port), "-H", "127.0.0.1"));
        Path log = folder.resolve("moto.log");
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        Process process;
        try {
            process = builder.start();
        } catch (IOException missing) {
            return abort("SKIPPED: moto cannot be started (" + missing.getMessage() + ")");
        }
        MotoServer moto = new MotoServer(process, URI.create("http://127.0.0.1:" + port), recording);
        for (int attempt = 0; attempt < 300 && process.isAlive(); attempt++) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                return moto;
            } catch (IOException e) {
                Thread.sleep(100);
            }
        }
        moto.close();
        String said = Files.readString(log);
        if (!process.isAlive() && process.exitValue() == MISSING) {
            abort("SKIPPED: " + said.strip());
        }
        throw new IOException("moto does not listen: " + said);
    }

    public URI address() {
        return address;
    }

    /** Forgets what was recorded until now. */
    public void forgetRecording() throws IOException {
        Files.deleteIfExists(recording);
    }

    /** An account in which nothing is, as after a start, which takes seconds. */
    public void reset() throws IOException, InterruptedException {
        rest("moto-api", "POST", "/moto-api/reset", "");
    }

    /** Each request as a line of JSON. */
    public List<String> recorded() throws IOException {
        return Files.readAllLines(recording);
    }

    /** Makes something by a form, as older services take it. */
    public String form(String service, String form) throws IOException, InterruptedException {
        return send(request(service, "")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    /** As above, in another region. */
    public String form(String region, String service, String form) throws IOException, InterruptedException {
        return send(request(region, service, "")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    /** Makes something by JSON. */
    public String json(String service, String target, String json) throws IOException, InterruptedException {
        return send(request(service, "")
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", target)
                .POST(HttpRequest.BodyPublishers.ofString(json.replace('\'', '"'))));
    }

    /** Asks or tells a service that has paths, as newer ones do. */
    public String rest(String service, String method, String path, String json)
            throws IOException, InterruptedException {
        return send(request(service, path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json)));
    }

    /** Makes a bucket. */
    public void bucket(String name) throws IOException, InterruptedException {
        send(request("s3", "/" + name).PUT(HttpRequest.BodyPublishers.noBody()));
    }

    /** Makes a DNS zone, and returns what was answered. */
    public String zone(String name) throws IOException, InterruptedException {
        return send(request("route53", "/2013-04-01/hostedzone")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "<CreateHostedZoneRequest xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\"><Name>" + name
                                + "</Name><CallerReference>" + name + "</CallerReference></CreateHostedZoneRequest>")));
    }

    private HttpRequest.Builder request(String service, String path) {
        return request(REGION, service, path);
    }

    private HttpRequest.Builder request(String region, String service, String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=testing/20261101/" + region + "/" + service
                                + "/aws4_request, SignedHeaders=host, Signature=0");
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
