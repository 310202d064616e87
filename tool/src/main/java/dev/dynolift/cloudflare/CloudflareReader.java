package dev.dynolift.cloudflare;

import dev.dynolift.inventory.DnsZone;
import dev.dynolift.rest.Questions;
import dev.dynolift.rest.Refusal;
import dev.dynolift.rest.RestClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Reads the zones that have to do with the apps: records, the way to the origin, and rules on traffic. */
public final class CloudflareReader {

    /** The largest pages that Cloudflare gives for certain. */
    private static final int ZONES_A_PAGE = 50;

    private static final int RECORDS_A_PAGE = 100;

    private static final int MOST_PAGES = 200;

    /** Cloudflare's word for "the provider decides". */
    private static final int AUTOMATIC_TTL = 1;

    private static final Pattern HEROKU =
            Pattern.compile("(?i).*\\.(herokudns\\.com|herokuapp\\.com|herokussl\\.com|herokuspace\\.com)\\.?");
    private static final Set<String> TO_HOSTS = Set.of("A", "AAAA", "CNAME");
    private static final JsonMapper JSON = new JsonMapper();

    private final RestClient client;
    private final Set<String> domains;
    private final Questions questions = new Questions("Cloudflare");

    /** @param domains the names under which the apps answer, in small letters; "*.crema.example" too */
    public CloudflareReader(RestClient client, Set<String> domains) {
        this.client = client;
        this.domains = Set.copyOf(domains);
    }

    /** All zones of this login that lead to Heroku or hold one of the domains. */
    public CloudflareReading read() {
        List<DnsZone> zones = new ArrayList<>();
        for (JsonNode zone : questions.ask("/zones", () -> list("/zones", ZONES_A_PAGE))) {
            String name = zone.path("name").asString("").toLowerCase(Locale.ROOT);
            List<DnsZone.Entry> records = records(zone.path("id").asString(""));
            boolean holdsDomain =
                    domains.stream().anyMatch(domain -> domain.equals(name) || domain.endsWith("." + name));
            if (!records.isEmpty() || holdsDomain) {
                zones.add(zone(zone, name, records));
            }
        }
        return new CloudflareReading(zones, questions.findings());
    }

    private DnsZone zone(JsonNode zone, String name, List<DnsZone.Entry> records) {
        String path = "/zones/" + zone.path("id").asString("");
        String tls = path + "/settings/ssl";
        JsonNode mode = questions.ask(tls, () -> client.get(tls).body().path("result"));
        return new DnsZone(
                "Cloudflare",
                name,
                zone.path("status").asString(""),
                mode.path("value").asString(null),
                records,
                rules(path));
    }

    private List<DnsZone.Entry> records(String zone) {
        String path = "/zones/" + zone + "/dns_records";
        List<DnsZone.Entry> records = new ArrayList<>();
        for (JsonNode record : questions.ask(path, () -> list(path, RECORDS_A_PAGE))) {
            String type = record.path("type").asString("");
            String name = record.path("name").asString("").toLowerCase(Locale.ROOT);
            String content = record.path("content").asString("");
            boolean toHeroku =
                    TO_HOSTS.contains(type) && HEROKU.matcher(content).matches();
            if (toHeroku || TO_HOSTS.contains(type) && domains.contains(name)) {
                records.add(new DnsZone.Entry(
                        name, type, content, ttl(record), record.path("proxied").asBoolean(false), toHeroku));
            }
        }
        return records;
    }

    private static @Nullable Integer ttl(JsonNode record) {
        int ttl = record.path("ttl").asInt(AUTOMATIC_TTL);
        return ttl == AUTOMATIC_TTL ? null : ttl;
    }

    private List<DnsZone.Rule> rules(String zone) {
        List<DnsZone.Rule> rules = new ArrayList<>();
        String pages = zone + "/pagerules";
        for (JsonNode rule : questions.ask(pages, () -> client.get(pages).body().path("result"))) {
            if (rule.path("status").asString("active").equals("active")) {
                String pattern = rule.path("targets")
                        .path(0)
                        .path("constraint")
                        .path("value")
                        .asString("");
                List<String> actions = new ArrayList<>();
                rule.path("actions")
                        .forEach(action -> actions.add(action.path("id").asString("")));
                rules.add(new DnsZone.Rule("page rule", withoutQuery(pattern), String.join(", ", actions)));
            }
        }
        String redirects = zone + "/rulesets/phases/http_request_dynamic_redirect/entrypoint";
        for (JsonNode rule : questions
                .ask(redirects, () -> optional(redirects))
                .path("result")
                .path("rules")) {
            if (rule.path("enabled").asBoolean(true)) {
                rules.add(new DnsZone.Rule(
                        "redirect rule",
                        withoutQuery(rule.path("expression").asString("")),
                        rule.path("action").asString("redirect")));
            }
        }
        String workers = zone + "/workers/routes";
        for (JsonNode route :
                questions.ask(workers, () -> client.get(workers).body().path("result"))) {
            rules.add(new DnsZone.Rule(
                    "worker",
                    withoutQuery(route.path("pattern").asString("")),
                    route.path("script").asString("no script")));
        }
        return rules;
    }

    /** A phase without rules answers 404. */
    private JsonNode optional(String path) {
        try {
            return client.get(path).body();
        } catch (Refusal refusal) {
            if (refusal.status() == 404) {
                return JSON.createObjectNode();
            }
            throw refusal;
        }
    }

    private static String withoutQuery(String pattern) {
        return pattern.replaceFirst("\\?.*", "");
    }

    private JsonNode list(String path, int size) {
        ArrayNode all = JSON.createArrayNode();
        for (int page = 1; page <= MOST_PAGES; page++) {
            JsonNode body =
                    client.get(path + "?page=" + page + "&per_page=" + size).body();
            body.path("result").forEach(all::add);
            if (page >= body.path("result_info").path("total_pages").asInt(1)) {
                break;
            }
        }
        return all;
    }
}
