package dev.dynolift.audit;

import dev.dynolift.inventory.AppJson;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.ProcessType;
import dev.dynolift.inventory.RepositoryFacts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes an app out of a checkout alone: what Heroku would run if it were deployed today. */
final class RepositoryApp {

    private RepositoryApp() {}

    static HerokuApp of(Path folder, RepositoryFacts facts) {
        AppJson manifest = facts.appJson();
        List<ProcessType> processes = new ArrayList<>();
        for (Map.Entry<String, String> entry : facts.procfile().entrySet()) {
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
                processes.add(new ProcessType(type, entry.getValue(), quantity, size, "Procfile"));
            }
        }
        List<String> buildpacks =
                facts.buildpacks().isEmpty() && manifest != null ? manifest.buildpacks() : facts.buildpacks();
        return new HerokuApp(
                null,
                name(folder),
                null,
                manifest == null ? null : manifest.stack(),
                null,
                false,
                false,
                null,
                null,
                null,
                buildpacks.stream().map(Addresses::withoutLogin).toList(),
                processes,
                facts.procfile().get("release"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                facts);
    }

    /** The folder's name as Heroku would allow it for an app. */
    static String name(Path folder) {
        String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9-]+", "-")
                .replaceAll("^[^a-z]+|-+$", "");
        return name.isEmpty() ? "app" : name.substring(0, Math.min(30, name.length()));
    }
}
