package dev.dynolift.audit;

import dev.dynolift.inventory.Addon;
import dev.dynolift.inventory.Attachment;
import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.KeyValueStore;
import dev.dynolift.inventory.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads add-ons and who uses them. An add-on that several apps use is read once. Not thread-safe.
 */
final class AddonReading {

    private final Questions questions;
    private final DataServiceReading dataServices;
    private final Map<String, JsonNode> byId = new LinkedHashMap<>();
    private final Map<String, Set<Attachment>> attachments = new LinkedHashMap<>();
    private final Set<String> pooled = new LinkedHashSet<>();
    /** "app service", whatever name the add-on is attached under. */
    private final Set<String> services = new HashSet<>();

    AddonReading(Questions questions) {
        this.questions = questions;
        this.dataServices = new DataServiceReading(questions);
    }

    /**
     * What add-ons are to one app.
     *
     * @param owners the add-on of each setting that add-ons have set
     * @param complete whether Heroku showed all of them
     */
    record OfApp(Map<String, String> owners, boolean complete) {}

    /** Reads one app's add-ons, and tells which add-on has set which of its settings. */
    OfApp read(String app) {
        Map<String, String> owners = new LinkedHashMap<>();
        JsonNode own = questions.list(app, "/apps/" + app + "/addons");
        JsonNode attached = questions.list(app, "/apps/" + app + "/addon-attachments");
        for (JsonNode addon : own) {
            byId.putIfAbsent(Text.of(addon, "id"), addon);
            services.add(app + " " + Text.of(addon, "addon_service.name"));
            if (Text.of(addon, "app.name").equals(app)
                    || Text.of(addon, "app.name").isEmpty()) {
                addon.path("config_vars").forEach(name -> owners.put(name.asString(""), Text.of(addon, "name")));
            }
        }
        for (JsonNode attachment : attached) {
            String id = Text.of(attachment, "addon.id");
            String name = Text.of(attachment, "name");
            String addon = Text.of(attachment, "addon.name");
            learn(app, attachment);
            attachment.path("config_vars").forEach(set -> owners.put(set.asString(""), addon));
            owners.putIfAbsent(name + "_URL", addon);
            if (!byId.containsKey(id)) {
                // That it is there is known: a database that this login may not see is no reason to forget it.
                JsonNode foreign = questions.object(app + " " + name, "/addons/" + id);
                if (!foreign.isMissingNode()) {
                    byId.put(id, foreign);
                }
            }
            others(byId.get(id), name).forEach(setting -> owners.putIfAbsent(setting, addon));
        }
        return new OfApp(owners, !own.isMissingNode() && !attached.isMissingNode());
    }

    /**
     * What an attachment sets beside its address, which Heroku lists for the app that owns the add-on alone: KAFKA_CLIENT_CERT
     * there is EVENTS_CLIENT_CERT where it is attached as EVENTS.
     */
    private static List<String> others(@Nullable JsonNode addon, String attachment) {
        List<String> names = new ArrayList<>();
        if (addon != null) {
            addon.path("config_vars").forEach(name -> names.add(name.asString("")));
        }
        String shared = names.isEmpty() ? "" : names.get(0);
        for (String name : names) {
            while (!name.startsWith(shared)) {
                shared = shared.substring(0, shared.length() - 1);
            }
        }
        // Of a single one nobody knows where the name of the attachment ends but at the first word.
        int end = names.size() == 1 ? shared.indexOf('_') : shared.lastIndexOf('_');
        return end < 0
                ? List.of()
                : names.stream().map(name -> attachment + name.substring(end)).toList();
    }

    /** Whether an app that was read has an add-on of that service. */
    boolean hasService(String app, String service) {
        return services.contains(app + " " + service);
    }

    List<Database> databases() {
        List<Database> databases = new ArrayList<>();
        for (JsonNode addon : of("heroku-postgresql")) {
            String id = Text.of(addon, "id");
            databases.add(dataServices.database(addon, price(addon), pooled.contains(id), usesOf(addon)));
        }
        return dataServices.withLeaders(databases);
    }

    List<KeyValueStore> keyValueStores() {
        return of("heroku-redis").stream()
                .map(addon -> dataServices.keyValueStore(addon, price(addon), usesOf(addon)))
                .toList();
    }

    List<Addon> others() {
        List<Addon> others = new ArrayList<>();
        for (JsonNode addon : byId.values()) {
            String service = Text.of(addon, "addon_service.name");
            if (service.equals("heroku-postgresql") || service.equals("heroku-redis")) {
                continue;
            }
            String plan = plan(addon);
            List<String> names = new ArrayList<>();
            addon.path("config_vars").forEach(name -> names.add(name.asString("")));
            others.add(new Addon(
                    Text.of(addon, "id"),
                    Text.of(addon, "name"),
                    service,
                    plan,
                    price(addon),
                    Text.of(addon, "state"),
                    Text.of(addon, "app.name"),
                    names,
                    List.copyOf(attachments.getOrDefault(Text.of(addon, "id"), Set.of())),
                    service.equals("heroku-kafka") ? new KafkaReading(questions).read(Text.of(addon, "name")) : null));
        }
        return others;
    }

    /** What the Data API will be asked about an add-on: nothing about those that are not Heroku's own data services. */
    static List<String> dataPaths(JsonNode addon) {
        return switch (Text.of(addon, "addon_service.name")) {
            case "heroku-postgresql" -> DatabaseDetailsReading.paths(addon);
            case "heroku-redis" -> DataServiceReading.keyValuePaths(Text.of(addon, "name"));
            case "heroku-kafka" -> KafkaReading.paths(Text.of(addon, "name"));
            default -> List.of();
        };
    }

    /** All uses of an add-on; asked of databases and key-value stores. */
    static String usesPath(String id) {
        return "/addons/" + id + "/addon-attachments";
    }

    /** "heroku-postgresql:standard-0" is "standard-0". */
    static String plan(JsonNode addon) {
        String plan = Text.of(addon, "plan.name");
        return plan.substring(plan.indexOf(':') + 1);
    }

    private void learn(String app, JsonNode attachment) {
        String id = Text.of(attachment, "addon.id");
        String user = Text.of(attachment, "app.name");
        String namespace = Text.of(attachment, "namespace");
        String name = Text.of(attachment, "name");
        attachments
                .computeIfAbsent(id, unused -> new LinkedHashSet<>())
                .add(new Attachment(user.isEmpty() ? app : user, name));
        if (namespace.startsWith("connection-pooling")) {
            pooled.add(id);
        } else if (namespace.startsWith("role:") || namespace.startsWith("credential:")) {
            questions.find(new Finding(
                    "named-credential",
                    Severity.WARNING,
                    app + " " + name,
                    "The attachment " + name + " uses the database under a credential of its own, "
                            + namespace.substring(namespace.indexOf(':') + 1) + ".",
                    "A role with fewer rights is not made by copying rows: RDS has only the owner at first.",
                    "Create the role on RDS with the same grants, and give " + app + " its address.",
                    "/apps/" + app + "/addon-attachments",
                    Facts.ROLES));
        }
    }

    /** All uses of an add-on, also by apps that are not audited. */
    private List<Attachment> usesOf(JsonNode addon) {
        String id = Text.of(addon, "id");
        for (JsonNode use : questions.optionalList(Text.of(addon, "name"), usesPath(id))) {
            learn(Text.of(use, "app.name"), use);
        }
        return List.copyOf(attachments.getOrDefault(id, Set.of()));
    }

    private List<JsonNode> of(String service) {
        return byId.values().stream()
                .filter(addon -> Text.of(addon, "addon_service.name").equals(service))
                .toList();
    }

    private static @Nullable Integer price(JsonNode addon) {
        return Text.whole(addon.path("billed_price"), "cents");
    }
}
