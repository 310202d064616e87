package dev.dynolift.audit;

import dev.dynolift.inventory.Attachment;
import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.KeyValueDetails;
import dev.dynolift.inventory.KeyValueStore;
import dev.dynolift.market.HerokuPlans;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Asks the Data API about databases and key-value stores. Addresses with passwords are only compared, never kept. */
final class DataServiceReading {

    private static final Pattern FIRST_NUMBER = Pattern.compile("(\\d{1,9})");
    private static final Pattern LIMIT = Pattern.compile("(\\d{1,9}) */ *(\\d{1,9})");

    private final Questions questions;
    private final DatabaseDetailsReading details;
    /** Host, port and database of each add-on, by which a follower names its leader. */
    private final Map<String, String> addonAt = new HashMap<>();

    private final Map<String, String> leaderAt = new HashMap<>();

    DataServiceReading(Questions questions) {
        this.questions = questions;
        this.details = new DatabaseDetailsReading(questions);
    }

    Database database(JsonNode addon, @Nullable Integer monthlyCents, boolean pooled, List<Attachment> attachments) {
        String id = Text.of(addon, "id");
        String name = Text.of(addon, "name");
        String plan = AddonReading.plan(addon);
        if (DatabaseDetailsReading.isAdvanced(plan)) {
            return advanced(addon, monthlyCents, pooled, attachments);
        }
        JsonNode data = questions.data(name, "/client/v11/databases/" + id);
        addonAt.put(place(Text.of(data, "resource_url")), name);
        leaderAt.put(name, place(Text.of(data, "following")));
        Matcher connections = LIMIT.matcher(info(data, "Connections"));
        boolean counted = connections.find();
        Integer running = Text.whole(data, "num_connections");
        return new Database(
                id,
                name,
                plan,
                monthlyCents,
                majorVersion(data),
                Text.number(data.path("num_bytes")),
                firstNumber(Text.whole(data, "num_tables"), info(data, "Tables")),
                running == null && counted ? Integer.valueOf(connections.group(1)) : running,
                counted ? Integer.valueOf(connections.group(2)) : null,
                HerokuPlans.postgres(plan)
                        .map(HerokuPlans.PostgresPlan::highlyAvailable)
                        .orElse(plan.matches("(premium|private|shield)-.*")),
                pooled,
                null,
                following(data, name),
                Text.of(addon, "app.name"),
                attachments,
                data.isMissingNode() ? null : details.classic(data, id, name, plan),
                null);
    }

    private Database advanced(
            JsonNode addon, @Nullable Integer monthlyCents, boolean pooled, List<Attachment> attachments) {
        String id = Text.of(addon, "id");
        String name = Text.of(addon, "name");
        JsonNode info = questions.data(name, "/data/postgres/v1/" + id + "/info");
        JsonNode leader = info.path("pools").path(0);
        JsonNode storage = info.path("quotas").path(0).path("current_gb");
        return new Database(
                id,
                name,
                AddonReading.plan(addon),
                monthlyCents,
                firstNumber(null, Text.of(info, "version")),
                storage.isNumber() ? Long.valueOf(Math.round(storage.doubleValue() * (1 << 30))) : null,
                null,
                Text.whole(leader, "connections_used"),
                Text.whole(leader, "expected_connection_limit"),
                info.path("features").path("highly_available").path("enabled").asBoolean(false),
                pooled,
                null,
                null,
                Text.of(addon, "app.name"),
                attachments,
                info.isMissingNode() ? null : details.advanced(info, id, name),
                null);
    }

    /** Names the leader of each follower, now that all databases are known. */
    List<Database> withLeaders(List<Database> databases) {
        return databases.stream().map(this::withLeader).toList();
    }

    /** The store itself and its configuration. */
    static List<String> keyValuePaths(String name) {
        return List.of("/redis/v0/databases/" + name, "/redis/v0/databases/" + name + "/config");
    }

    KeyValueStore keyValueStore(JsonNode addon, @Nullable Integer monthlyCents, List<Attachment> attachments) {
        String name = Text.of(addon, "name");
        String plan = AddonReading.plan(addon);
        List<String> paths = keyValuePaths(name);
        JsonNode data = questions.data(name, paths.get(0));
        JsonNode config = questions.optionalData(name, paths.get(1));
        Matcher connections = LIMIT.matcher(info(data, "Connections"));
        String policy = Text.of(config.path("maxmemory_policy"), "value");
        Integer timeout = Text.whole(config.path("timeout"), "value");
        String version = Text.of(data, "version").isEmpty() ? info(data, "Version") : Text.of(data, "version");
        return new KeyValueStore(
                Text.of(addon, "id"),
                name,
                plan,
                monthlyCents,
                HerokuPlans.keyValue(plan)
                        .map(HerokuPlans.KeyValuePlan::memoryMb)
                        .orElse(null),
                connections.find() ? Integer.valueOf(connections.group(2)) : null,
                emptyIsNull(policy.isEmpty() ? info(data, "Maxmemory") : policy),
                timeout == null ? firstNumber(null, info(data, "Timeout")) : timeout,
                emptyIsNull(version),
                Text.of(addon, "app.name"),
                attachments,
                data.isMissingNode() ? null : details(data, config));
    }

    private static KeyValueDetails details(JsonNode data, JsonNode config) {
        Matcher connections = LIMIT.matcher(info(data, "Connections"));
        return new KeyValueDetails(
                DataInfo.orNull(data, "Memory"),
                DataInfo.orNull(data, "Persistence"),
                data.path("prefer_native_tls").isBoolean()
                        ? Boolean.valueOf(data.path("prefer_native_tls").booleanValue())
                        : null,
                Text.orNull(config.path("notify_keyspace_events"), "value"),
                DataInfo.orNull(data, "Maintenance window"),
                connections.find() ? Integer.valueOf(connections.group(1)) : null);
    }

    private Database withLeader(Database database) {
        String leader = addonAt.get(leaderAt.getOrDefault(database.addon(), ""));
        if (database.following() == null || leader == null || leader.equals(database.addon())) {
            return database;
        }
        return database.withLeader(leader);
    }

    /** A first answer: whether it follows at all. Heroku gives the leader's address, password and all. */
    private static @Nullable String following(JsonNode data, String name) {
        String address = Text.of(data, "following");
        String named = info(data, "Following");
        if (address.isEmpty() && named.isEmpty()) {
            return null;
        }
        boolean isName = !named.isEmpty() && !named.contains("://") && !named.equals(name);
        return isName ? named : "a database that was not audited";
    }

    private static @Nullable Integer majorVersion(JsonNode data) {
        String version = Text.of(data, "postgres_version");
        return firstNumber(null, version.isEmpty() ? info(data, "PG Version") : version);
    }

    private static @Nullable Integer firstNumber(@Nullable Integer known, String text) {
        Matcher number = FIRST_NUMBER.matcher(text);
        return known == null && number.find() ? Integer.valueOf(number.group(1)) : known;
    }

    private static String info(JsonNode data, String name) {
        return DataInfo.of(data, name);
    }

    private static @Nullable String emptyIsNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String place(String address) {
        try {
            URI uri = URI.create(address);
            // Masked, since one of two answers may be kept from an earlier audit, and is masked.
            String database = uri.getPath() == null ? "" : Mask.value(uri.getPath());
            return uri.getHost() + ":" + uri.getPort() + database;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
