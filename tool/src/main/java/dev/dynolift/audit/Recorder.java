package dev.dynolift.audit;

import dev.dynolift.heroku.AnswerListener;
import dev.dynolift.heroku.CaptureFolder;
import dev.dynolift.heroku.HerokuAnswer;
import dev.dynolift.secret.Address;
import dev.dynolift.secret.CommandSecrets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stores Heroku's answers as a capture folder from which the audit can be repeated. Nothing secret is stored: settings
 * become placeholders of the same shape, logins, tokens and signed addresses are masked, people become
 * person@example.com. Thread-safe.
 */
public final class Recorder implements AnswerListener {

    private static final JsonMapper JSON = new JsonMapper();

    /** Fields that hold a secret, or something of a person, wherever they are. */
    private static final Set<String> SECRET_FIELDS = Set.of(
            "database_password",
            "database_user",
            "database_name",
            "password",
            "token",
            "resource_url",
            "following",
            "forked_from",
            "provider_id",
            "heroku_resource_id",
            "log_input_url",
            "output_stream_url",
            "sms_number",
            "certificate_chain",
            "secret",
            "private_key",
            "attach_url",
            "headers",
            "provision_message",
            "commit_description",
            "pre_shared_key");

    private static final Pattern EMAIL =
            Pattern.compile("(?<![\\w.+-])[\\w.+-]++@[\\w-]++(?:\\.[\\w-]++){0,20}\\.[A-Za-z]{2,}+");
    private static final Pattern PORT = Pattern.compile(":\\d{1,5}");
    private static final Pattern LOGIN = Pattern.compile("://[^/@\\s]*@");
    private static final Pattern QUERY = Pattern.compile("(https?://[^\\s?]{0,2000})\\?\\S*");

    private final Path folder;
    private final List<String> written = new ArrayList<>();

    /** @param folder {@code heroku/} of a rehearsal's folder; made when missing */
    public Recorder(Path folder) {
        this.folder = folder;
    }

    @Override
    public synchronized void on(HerokuAnswer answer) {
        JsonNode body = masked(answer.path(), answer.body());
        CaptureFolder.write(folder, new HerokuAnswer(withoutTime(answer.path()), answer.status(), Map.of(), body));
        written.add(answer.path());
    }

    /** The paths whose answers are stored. */
    public synchronized List<String> written() {
        return List.copyOf(written);
    }

    /** A question about the last day or month is answered alike on every day. */
    private static String withoutTime(String path) {
        return path.matches(".*[?&]start(_time)?=.*") ? path.replaceFirst("\\?.*", "") : path;
    }

    static JsonNode masked(String path, JsonNode body) {
        if (path.endsWith("/config-vars")) {
            ObjectNode settings = JSON.createObjectNode();
            body.properties()
                    .forEach(setting -> settings.set(
                            setting.getKey(),
                            setting.getValue().isString()
                                    ? text(Mask.value(setting.getValue().asString()))
                                    : setting.getValue()));
            return settings;
        }
        return walk("", body, Masking.of(path));
    }

    /**
     * What is secret in the answers to one path, beyond what is everywhere.
     *
     * @param fields the names of fields with a secret
     * @param addresses whether addresses are kept only as hosts, because their paths often are tokens
     */
    private record Masking(Set<String> fields, boolean addresses) {

        static Masking of(String path) {
            if (path.endsWith("/config-vars-settings")) {
                return new Masking(Set.of("value"), false);
            }
            if (path.equals("/account")) {
                return new Masking(Set.of("name"), false);
            }
            if (path.endsWith("/members")) {
                return new Masking(Set.of("name"), false);
            }
            if (path.endsWith("/builds")) {
                // A source's address is signed, and a commit's message may be anything.
                return new Masking(Set.of("url", "version_description"), false);
            }
            if (path.endsWith("/credentials")) {
                return new Masking(Set.of("user", "database"), false);
            }
            return new Masking(
                    Set.of(), path.endsWith("-drains") || path.endsWith("/log-drain") || path.endsWith("/webhooks"));
        }
    }

    private static JsonNode walk(String field, JsonNode node, Masking masking) {
        if (node.isObject()) {
            ObjectNode masked = JSON.createObjectNode();
            node.properties()
                    .forEach(entry -> masked.set(
                            entry.getKey(),
                            SECRET_FIELDS.contains(entry.getKey())
                                            && entry.getValue().isObject()
                                    ? JSON.createObjectNode()
                                    : walk(entry.getKey(), entry.getValue(), masking)));
            return masked;
        }
        if (node.isArray()) {
            ArrayNode masked = JSON.createArrayNode();
            node.forEach(element -> masked.add(walk(field, element, masking)));
            return masked;
        }
        if (!node.isString()) {
            return node;
        }
        String value = node.asString();
        if (SECRET_FIELDS.contains(field) || masking.fields().contains(field)) {
            return text(place(field, value));
        }
        if (masking.addresses() && (field.equals("url") || field.equals("endpoint"))) {
            return text(hostOnly(value));
        }
        return text(withoutPeople(value));
    }

    /** A follower is recognised by its leader's address, so that hosts stay where they are compared. */
    private static String place(String field, String value) {
        if (!field.equals("resource_url") && !field.equals("following") || !value.contains("://")) {
            return Mask.value(value);
        }
        int at = value.lastIndexOf('@');
        int slash = at < 0 ? -1 : value.indexOf('/', at);
        if (at < 0) {
            return Mask.value(value);
        }
        String host = slash < 0 ? value.substring(at) : value.substring(at, slash);
        String rest = slash < 0 ? "" : value.substring(slash);
        return Mask.value(value.substring(0, at)) + host + Mask.value(rest);
    }

    /** A drain's path often is its token. */
    private static String hostOnly(String address) {
        if (!address.contains("://")) {
            return Mask.value(address);
        }
        String scheme = address.substring(0, address.indexOf("://") + 3);
        String rest = address.substring(scheme.length());
        return Address.host(address)
                .map(host -> {
                    String behind = rest.substring(rest.indexOf(host) + host.length());
                    Matcher port = PORT.matcher(behind);
                    int end = port.lookingAt() ? port.end() : 0;
                    return scheme + host + behind.substring(0, end) + Mask.value(behind.substring(end));
                })
                .orElseGet(() -> scheme + Mask.value(rest));
    }

    private static String withoutPeople(String value) {
        String command = CommandSecrets.masked(value);
        String masked = command.contains("://") ? LOGIN.matcher(command).replaceAll("://") : command;
        masked = QUERY.matcher(masked).replaceAll("$1");
        return EMAIL.matcher(masked).replaceAll("person@example.com");
    }

    private static JsonNode text(String value) {
        return JSON.getNodeFactory().stringNode(value);
    }
}
