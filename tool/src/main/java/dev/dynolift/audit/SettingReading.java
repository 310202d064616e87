package dev.dynolift.audit;

import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.ConfigVar.Kind;
import dev.dynolift.inventory.ConfigVar.Shape;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.SecretDetection;
import dev.dynolift.inventory.Severity;
import dev.dynolift.inventory.ValueShape;
import dev.dynolift.secret.Redactor;
import dev.dynolift.surroundings.SettingClues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads an app's settings into names, sizes and kinds. The values are looked at here and forgotten. */
final class SettingReading {

    private static final Pattern HEROKU_HOST = Pattern.compile("(?i).*\\.herokuapp\\.com\\b.*", Pattern.DOTALL);

    private final Questions questions;
    private final SettingClues clues;
    private final DataAddresses addresses;

    SettingReading(Questions questions, SettingClues clues, DataAddresses addresses) {
        this.questions = questions;
        this.clues = clues;
        this.addresses = addresses;
    }

    /**
     * @param values the answer to {@code /apps/NAME/config-vars}, or a missing node
     * @param owners the add-on of each setting that add-ons have set
     */
    List<ConfigVar> read(String app, JsonNode values, Map<String, String> owners) {
        String path = "/apps/" + app + "/config-vars";
        Set<String> masked = new HashSet<>();
        for (JsonNode setting : questions.forTools(app, "/apps/" + app + "/config-vars-settings")) {
            if (setting.path("masked").asBoolean(false)) {
                masked.add(Text.of(setting, "key"));
            }
        }
        List<ConfigVar> settings = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : values.properties()) {
            String name = entry.getKey();
            JsonNode value = entry.getValue();
            boolean hidden = masked.contains(name) || !value.isString();
            settings.add(hidden ? hidden(name, owners.get(name)) : setting(name, value.asString(), owners.get(name)));
            if (!hidden) {
                addresses.learn(app, name, owners.get(name), value.asString());
            }
            if (!hidden && owners.containsKey(name)) {
                // Of data services many are at one host: which is whose, DataAddresses tells.
                if (!DataAddresses.isOne(value.asString())) {
                    clues.ofAddon(app, value.asString());
                }
            } else if (!hidden) {
                clues.learn(app, name, value.asString());
                findInValue(app, path, name, value.asString(), values, owners);
            }
        }
        return settings;
    }

    private static ConfigVar hidden(String name, @Nullable String owner) {
        return new ConfigVar(name, owner == null ? Kind.MASKED : Kind.ATTACHMENT, 0, false, false, null, owner);
    }

    private static ConfigVar setting(String name, String value, @Nullable String owner) {
        Shape shape = ValueShape.of(value);
        Kind kind = kind(name, value, shape, owner);
        // Not whatever an add-on sets: its user's name or region would be starred wherever it is printed.
        if (kind == Kind.SECRET || kind == Kind.ATTACHMENT && SecretDetection.isSecret(name, value, shape)) {
            Redactor.learn(value);
        }
        return new ConfigVar(
                name,
                kind,
                value.getBytes(StandardCharsets.UTF_8).length,
                value.strip().contains("\n"),
                value.contains("{{"),
                shape,
                owner,
                null,
                ValueShape.scheme(value));
    }

    private static Kind kind(String name, String value, Shape shape, @Nullable String owner) {
        if (owner != null) {
            return Kind.ATTACHMENT;
        }
        if (value.isEmpty()) {
            return Kind.EMPTY;
        }
        if (HerokuNames.has(name)) {
            return Kind.HEROKU_ONLY;
        }
        return SecretDetection.isSecret(name, value, shape) ? Kind.SECRET : Kind.PLAIN;
    }

    /** What only the value can tell, told without it. */
    private void findInValue(
            String app, String path, String name, String value, JsonNode values, Map<String, String> owners) {
        if (HEROKU_HOST.matcher(value).matches()) {
            questions.find(new Finding(
                    "heroku-host-in-setting",
                    Severity.WARNING,
                    app + " " + name,
                    "The setting " + name + " names a host under herokuapp.com.",
                    "That host ends with the app at Heroku; links, callbacks and mails that use it would break.",
                    "Set " + name + " to a domain of your own on AWS.",
                    path,
                    Facts.HOSTS));
        }
        // What has no database's address, such as a vendor's: compared within the app alone, as it may be everybody's.
        // A
        // placeholder of a recording equals every other one of its length.
        owners.keySet().stream()
                .filter(owned -> values.path(owned).asString("").contains("://")
                        && !DataAddresses.isOne(values.path(owned).asString())
                        && value.contains(values.path(owned).asString()))
                .findFirst()
                .filter(owned -> !Mask.value(value).equals(value))
                .ifPresent(owned -> questions.find(DataAddresses.found(app, name, owned)));
    }
}
