package dev.dynolift.audit;

import dev.dynolift.inventory.Addon;
import dev.dynolift.inventory.AppJson;
import dev.dynolift.inventory.Attachment;
import dev.dynolift.inventory.CodeNeeds;
import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.ConfigVar.Kind;
import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.KeyValueStore;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.SecretDetection;
import dev.dynolift.inventory.ServiceUse.Service;
import dev.dynolift.inventory.SettingUse;
import dev.dynolift.market.AddonServices;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an app must have when nobody asked Heroku: the databases, add-ons and settings that its code and manifests need.
 * Everything assumed carries {@link #ASSUMED} as its id or state; sizes, versions and values stay unknown.
 */
final class AssumedServices {

    /** Marks what was not seen at Heroku. */
    static final String ASSUMED = "assumed";

    private static final String POSTGRES = "heroku-postgresql";
    private static final String REDIS = "heroku-redis";

    /** Add-ons of others that are Redis, too. */
    private static final Set<String> OTHER_REDIS =
            Set.of("rediscloud", "redistogo", "openredis", "upstash-redis", "stackhero-redis");

    private final String app;
    private final RepositoryFacts facts;
    /** Add-on services that a manifest declares, with their plans. */
    private final Map<String, String> declared = new LinkedHashMap<>();
    /** Settings by which files ask for logins of the build. */
    private final Set<String> logins;

    AssumedServices(String app, RepositoryFacts facts) {
        this.app = app;
        this.facts = facts;
        this.logins = facts.needs().privateSources().stream()
                .flatMap(source -> source.settings().stream())
                .collect(Collectors.toUnmodifiableSet());
        List<String> addons = new ArrayList<>();
        AppJson manifest = facts.appJson();
        if (manifest != null) {
            addons.addAll(manifest.addons());
        }
        if (facts.needs().herokuYml() != null) {
            addons.addAll(facts.needs().herokuYml().addons());
        }
        for (String addon : addons) {
            String[] parts = addon.split(":", 2);
            declared.putIfAbsent(parts[0], parts.length < 2 ? "unknown" : parts[1]);
        }
    }

    List<Database> databases() {
        CodeNeeds needs = facts.needs();
        boolean needed = needs.uses(Service.POSTGRESQL).findAny().isPresent() || declared.containsKey(POSTGRES);
        return needed
                ? List.of(new Database(
                        ASSUMED,
                        app + "-postgresql",
                        declared.getOrDefault(POSTGRES, "unknown"),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        false,
                        false,
                        null,
                        null,
                        app,
                        List.of(new Attachment(app, "DATABASE"))))
                : List.of();
    }

    List<KeyValueStore> keyValueStores() {
        boolean elsewhere = declared.keySet().stream().anyMatch(OTHER_REDIS::contains);
        boolean needed = declared.containsKey(REDIS)
                || !elsewhere && facts.needs().uses(Service.REDIS).findAny().isPresent();
        return needed
                ? List.of(new KeyValueStore(
                        ASSUMED,
                        app + "-redis",
                        declared.getOrDefault(REDIS, "unknown"),
                        null,
                        null,
                        null,
                        evictionPolicy(),
                        null,
                        null,
                        app,
                        List.of(new Attachment(app, "REDIS"))))
                : List.of();
    }

    private @Nullable String evictionPolicy() {
        AppJson manifest = facts.appJson();
        return manifest == null
                ? null
                : manifest.addonOptions().getOrDefault(REDIS, Map.of()).get("maxmemory_policy");
    }

    List<Addon> addons() {
        return declared.entrySet().stream()
                .filter(addon ->
                        !addon.getKey().equals(POSTGRES) && !addon.getKey().equals(REDIS))
                .map(addon -> new Addon(
                        ASSUMED,
                        app + "-" + addon.getKey(),
                        addon.getKey(),
                        addon.getValue(),
                        null,
                        ASSUMED,
                        app,
                        List.of(),
                        List.of()))
                .toList();
    }

    /** What the code does not go on without, and what the manifests set; by name, with no value known. */
    List<ConfigVar> configVars() {
        Set<String> names = new LinkedHashSet<>();
        if (facts.appJson() != null) {
            names.addAll(facts.appJson().env());
            facts.appJson().optional().forEach(names::remove);
        }
        if (facts.needs().herokuYml() != null) {
            names.addAll(facts.needs().herokuYml().settings());
        }
        facts.needs().settings().stream()
                .filter(use -> !use.hasDefault())
                .map(SettingUse::name)
                .forEach(names::add);
        facts.needs().secretFiles().forEach(file -> {
            if (file.setting() != null) {
                names.add(file.setting());
            }
        });
        names.addAll(logins);
        return names.stream()
                .filter(name -> name.matches("[A-Za-z_][A-Za-z0-9_]*") && !name.equals("PORT"))
                .sorted()
                .map(name -> new ConfigVar(
                        name, kind(name), 0, false, false, null, owner(name).orElse(null)))
                .toList();
    }

    private Kind kind(String name) {
        if (owner(name).isPresent()) {
            return Kind.ATTACHMENT;
        }
        if (HerokuNames.has(name)) {
            return Kind.HEROKU_ONLY;
        }
        AppJson manifest = facts.appJson();
        if (manifest != null && manifest.generated().contains(name)) {
            return Kind.SECRET;
        }
        return logins.contains(name) || SecretDetection.isSecret(name, "", ConfigVar.Shape.WORD)
                ? Kind.SECRET
                : Kind.PLAIN;
    }

    private Optional<String> owner(String name) {
        return switch (name) {
            case "DATABASE_URL" -> databases().stream().map(Database::addon).findFirst();
            case "REDIS_URL" ->
                keyValueStores().stream().map(KeyValueStore::addon).findFirst();
            default ->
                declared.entrySet().stream()
                        .filter(addon -> AddonServices.find(addon.getKey(), addon.getValue())
                                .filter(service -> service.settings().contains(name))
                                .isPresent())
                        .map(addon -> app + "-" + addon.getKey())
                        .findFirst();
        };
    }
}
