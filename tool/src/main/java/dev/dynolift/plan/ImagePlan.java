package dev.dynolift.plan;

import java.util.regex.Pattern;

/**
 * How an app's image is made, and who serves the static files that its build makes.
 *
 * @param assetsFolder where these files stand in the image, below /app: {@code public}
 * @param assetsPath below which address they are asked for; empty for the whole host
 * @param assetsVariable the variable by which the app learns CloudFront's address
 */
public record ImagePlan(
        Choice<Base> base,
        Choice<Assets> assets,
        Choice<String> assetsFolder,
        Choice<String> assetsPath,
        Choice<String> assetsVariable) {

    /** What an image is built on. */
    public enum Base {
        /** The language's own slim image: Debian with little in it. */
        SLIM,
        /** Heroku's image, and its build image while it is built: what the slug ran on. */
        HEROKU_24,
        /** The repository's Dockerfile, which is checked and kept. */
        OWN
    }

    /** Who serves static files. */
    public enum Assets {
        /** The app, out of the image. */
        BAKED,
        /** CloudFront, out of a bucket that keeps those of earlier releases. */
        CDN
    }

    /** In plans of before there was a choice. */
    static final ImagePlan SLIM = new ImagePlan(
            Choice.byDefault(Base.SLIM, ""),
            Choice.byDefault(Assets.BAKED, ""),
            Choice.byDefault("public", ""),
            Choice.byDefault("", ""),
            Choice.byDefault("RAILS_ASSET_HOST", ""));

    private static final Pattern PLACE = Pattern.compile("([\\w.-]+(/[\\w.-]+)*)?");

    static ImagePlan read(SectionReader reader) {
        ImagePlan plan = new ImagePlan(
                reader.wordChoice("base", Base.class),
                reader.wordChoice("assets", Assets.class),
                reader.has("assetsFolder") ? reader.filledChoice("assetsFolder") : SLIM.assetsFolder(),
                reader.has("assetsPath") ? reader.textChoice("assetsPath") : SLIM.assetsPath(),
                reader.has("assetsVariable") ? reader.filledChoice("assetsVariable") : SLIM.assetsVariable());
        refuseUnless(reader, PLACE, "assetsFolder", plan.assetsFolder(), "Write a folder below /app, such as public.");
        refuseUnless(reader, PLACE, "assetsPath", plan.assetsPath(), "Write it without slashes around it: static.");
        refuseUnless(
                reader,
                Pattern.compile("[A-Za-z_][A-Za-z0-9_]*"),
                "assetsVariable",
                plan.assetsVariable(),
                "Use letters, digits and underscores, such as RAILS_ASSET_HOST.");
        reader.finish();
        return plan;
    }

    private static void refuseUnless(
            SectionReader reader, Pattern form, String key, Choice<String> choice, String next) {
        boolean climbs = ("/" + choice.value() + "/").contains("/../");
        if (!form.matcher(choice.value()).matches() || climbs) {
            reader.refuse(key, "`" + key + "` is `" + choice.value() + "`", next);
        }
    }

    SectionBuilder section() {
        SectionBuilder section = new SectionBuilder().choice("base", base).choice("assets", assets);
        // What the code tells of its files stands there before anybody asks for them.
        return usesCdn() || assetsFolder.source() == Source.DETECTED
                ? section.choice("assetsFolder", assetsFolder)
                        .choice("assetsPath", assetsPath)
                        .choice("assetsVariable", assetsVariable)
                : section;
    }

    /** Whether static files are uploaded, and served by CloudFront. */
    public boolean usesCdn() {
        return assets.value() == Assets.CDN;
    }
}
