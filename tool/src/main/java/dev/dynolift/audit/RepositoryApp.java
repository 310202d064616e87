package dev.dynolift.audit;

import dev.dynolift.inventory.AppDetails;
import dev.dynolift.inventory.AppJson;
import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.HerokuManifest;
import dev.dynolift.inventory.ProcessType;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.ScheduledJob;
import dev.dynolift.inventory.StaticSite;
import dev.dynolift.secret.Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes an app out of a checkout alone: what Heroku would run if it were deployed today. */
final class RepositoryApp {

    private RepositoryApp() {}

    /** @param jobs Scheduler's, which no checkout tells */
    static HerokuApp of(String name, RepositoryFacts facts, List<ConfigVar> settings, List<ScheduledJob> jobs) {
        AppJson manifest = facts.appJson();
        List<ProcessType> processes = new ArrayList<>();
        Map<String, String> commands = commands(facts);
        for (Map.Entry<String, String> entry : commands.entrySet()) {
            String type = entry.getKey();
            if (!type.equals("release")) {
                AppJson.Formation declared =
                        manifest == null ? null : manifest.formation().get(type);
                // Heroku starts one web dyno by itself, and nothing else.
                int quantity = type.equals("web") ? 1 : 0;
                if (declared != null && declared.quantity() != null) {
                    quantity = declared.quantity();
                }
                String size = declared == null || declared.size() == null
                        ? null
                        : declared.size().toLowerCase(Locale.ROOT);
                processes.add(new ProcessType(type, entry.getValue(), quantity, size, source(facts, type)));
            }
        }
        return new HerokuApp(
                null,
                name,
                null,
                stack(facts),
                null,
                false,
                false,
                null,
                null,
                null,
                buildpacks(facts).stream().map(Address::withoutLogin).toList(),
                processes,
                commands.get("release"),
                settings,
                jobs,
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                facts,
                AppDetails.NONE);
    }

    private static String source(RepositoryFacts facts, String type) {
        HerokuManifest images = facts.needs().herokuYml();
        if (!facts.procfile().isEmpty()) {
            return "Procfile";
        }
        if (images == null) {
            return "buildpack";
        }
        return images.run().containsKey(type) ? "heroku.yml" : images.images().getOrDefault(type, "heroku.yml");
    }

    private static List<String> buildpacks(RepositoryFacts facts) {
        AppJson manifest = facts.appJson();
        return facts.buildpacks().isEmpty() && manifest != null ? manifest.buildpacks() : facts.buildpacks();
    }

    /** An app with heroku.yml and no Procfile runs images. */
    private static Map<String, String> commands(RepositoryFacts facts) {
        HerokuManifest images = facts.needs().herokuYml();
        if (!facts.procfile().isEmpty()) {
            return facts.procfile();
        }
        if (images == null) {
            return ofBuildpack(facts);
        }
        Map<String, String> commands = new LinkedHashMap<>();
        images.images().keySet().forEach(type -> commands.put(type, images.commandOf(type)));
        commands.putAll(images.run());
        if (images.releaseCommand() != null) {
            commands.put("release", images.releaseCommand());
        }
        return commands;
    }

    /** What Heroku's buildpacks run without a Procfile. */
    private static Map<String, String> ofBuildpack(RepositoryFacts facts) {
        if (facts.needs().site() != null
                && ("static".equals(facts.language())
                        || buildpacks(facts).stream().anyMatch(StaticSite::isServedBy))) {
            return Map.of("web", "bin/boot");
        }
        if ("node".equals(facts.language()) && facts.needs().server() != null) {
            return Map.of("web", "npm start");
        }
        return facts.version("railties").isPresent()
                ? Map.of("web", "bin/rails server -p ${PORT:-5000} -e $RAILS_ENV")
                : Map.of();
    }

    private static @Nullable String stack(RepositoryFacts facts) {
        boolean images = facts.procfile().isEmpty() && facts.needs().herokuYml() != null;
        return images
                ? "container"
                : facts.appJson() == null ? null : facts.appJson().stack();
    }

    /** A folder's or repository's name as Heroku would allow it for an app. */
    static String name(String repository) {
        String name = repository
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9-]+", "-")
                .replaceAll("^[^a-z]+|-+$", "");
        return name.isEmpty() ? "app" : name.substring(0, Math.min(30, name.length()));
    }
}
