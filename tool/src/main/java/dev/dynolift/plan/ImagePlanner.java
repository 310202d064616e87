package dev.dynolift.plan;

import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.SettingUse;
import dev.dynolift.plan.ImagePlan.Assets;
import dev.dynolift.plan.ImagePlan.Base;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what an app's image is built on, and where its static files are. */
final class ImagePlanner {

    /** Those for which dynolift writes a Dockerfile. */
    private static final Set<String> WRITTEN = Set.of("ruby", "node", "python");

    private static final List<String> HOST_VARIABLES = List.of(
            "RAILS_ASSET_HOST", "ASSET_HOST", "ASSETS_HOST", "ASSET_HOST_URL", "CDN_HOST", "CDN_URL", "STATIC_URL");

    private ImagePlanner() {}

    static ImagePlan image(HerokuApp app) {
        RepositoryFacts code = app.repository();
        String maker = code == null ? null : code.needs().assets();
        String kind = maker != null && code != null && "ruby".equals(code.language()) ? "rails" : maker;
        return new ImagePlan(base(app), assets(maker), folder(kind), path(kind), variable(code, kind));
    }

    private static Choice<Base> base(HerokuApp app) {
        RepositoryFacts code = app.repository();
        if (code != null && code.dockerfile()) {
            if ("container".equals(app.stack())) {
                return Choice.detected(
                        Base.OWN, "Heroku builds the repository's Dockerfile, which is kept; slim writes one");
            }
            if (!WRITTEN.contains(String.valueOf(code.language()))) {
                return Choice.detected(
                        Base.OWN, "the repository's Dockerfile: dynolift writes none for what the app is written in");
            }
        }
        return Choice.byDefault(
                Base.SLIM,
                "Debian with little in it; heroku-24: Heroku's own, several times as large, for the closest fit; own: the"
                        + " repository's Dockerfile");
    }

    private static Choice<Assets> assets(@Nullable String maker) {
        return Choice.byDefault(
                Assets.BAKED,
                maker == null
                        ? "no build of static files was found; cdn uploads them to S3 behind CloudFront"
                        : "the app serves what " + maker
                                + " makes, and only its own; cdn: S3 behind CloudFront, which keeps those of earlier"
                                + " releases");
    }

    private static Choice<String> folder(@Nullable String maker) {
        return switch (String.valueOf(maker)) {
            case "null" -> ImagePlan.SLIM.assetsFolder();
            case "next" -> Choice.detected(".next/static", "for cdn: where Next.js puts what its pages ask for");
            case "collectstatic", "whitenoise" ->
                Choice.detected("staticfiles", "for cdn: must be STATIC_ROOT in the settings of Django");
            case "vite", "webpack", "react-scripts", "nuxt" ->
                Choice.detected("dist", "for cdn: must be the folder that the build fills");
            default -> Choice.detected("public", "for cdn: where Rails puts what its pages ask for");
        };
    }

    private static Choice<String> path(@Nullable String maker) {
        return switch (String.valueOf(maker)) {
            case "next" -> Choice.detected("_next/static", "for cdn: where the pages of Next.js look for them");
            case "collectstatic", "whitenoise" -> Choice.byDefault("static", "for cdn: as STATIC_URL ends");
            default -> Choice.byDefault("", "for cdn: the whole host");
        };
    }

    /** The name that the code reads already, or else a usual one that it has to be taught. */
    private static Choice<String> variable(@Nullable RepositoryFacts code, @Nullable String maker) {
        Optional<SettingUse> read = code == null
                ? Optional.empty()
                : HOST_VARIABLES.stream()
                        .flatMap(name -> code.needs().settings().stream()
                                .filter(use -> use.name().equals(name)))
                        .findFirst();
        return read.map(use -> Choice.detected(use.name(), "for cdn: the code reads it, " + use.place()))
                .orElseGet(() -> Choice.byDefault(
                        "rails".equals(maker) || maker == null ? "RAILS_ASSET_HOST" : "ASSET_HOST",
                        "for cdn: the code has to read it; no framework does so by itself"));
    }
}
