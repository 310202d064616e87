package dev.dynolift.dockerfile;

import dev.dynolift.inventory.ImageRecipe;
import dev.dynolift.inventory.ImageRemark;
import dev.dynolift.manifest.GeneratedFile;
import dev.dynolift.plan.ImagePlan.Base;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The files that turn an app's repository into an image, in {@code image/<component>}. */
public final class ImageFiles {

    private ImageFiles() {}

    /**
     * The files for one app; none for what dynolift has no recipe for, and then a note says so.
     *
     * @param notes takes a sentence for each thing that a person has to look at
     */
    public static List<GeneratedFile> of(ImageSource source, List<String> notes) {
        List<GeneratedFile> files = new ArrayList<>();
        String name = source.component();
        String folder = "image/" + name + "/";
        String language = source.facts().language();
        if (source.plan().image().base().value() == Base.OWN) {
            own(source, files, notes);
            return files;
        }
        switch (language == null ? "" : language) {
            case "ruby" -> files.add(GeneratedFile.text(folder + "Dockerfile", RubyImage.dockerfile(source)));
            case "node" -> files.add(GeneratedFile.text(folder + "Dockerfile", NodeImage.dockerfile(source)));
            case "python" -> files.add(GeneratedFile.text(folder + "Dockerfile", PythonImage.dockerfile(source)));
            default -> {
                notes.add("There is no recipe for the image of " + name + " ("
                        + (language == null ? "its language is unknown" : language)
                        + "): write its Dockerfile, with bash in it and entrypoint.sh as the entrypoint.");
            }
        }
        files.add(new GeneratedFile(folder + "entrypoint.sh", EntrypointScript.text(source.plan()), true));
        if (source.fetchesSettings()) {
            files.add(new GeneratedFile(folder + "with-settings.sh", resource("with-settings.sh"), true));
        }
        files.add(GeneratedFile.text(folder + ".dockerignore", IgnoreFile.text(source.facts())));
        note(source, notes);
        return files;
    }

    /** The repository's Dockerfile is kept; what it lacks is generated beside it. */
    private static void own(ImageSource source, List<GeneratedFile> files, List<String> notes) {
        String name = source.component();
        String folder = "image/" + name + "/";
        ImageRecipe recipe = source.facts().needs().image();
        if (recipe == null) {
            notes.add("The plan keeps the Dockerfile of " + name + ", and the repository has none"
                    + (source.facts().dockerfile() ? " that can be built" : "")
                    + ": write one, or choose another `base` for its image in plan.yaml.");
            return;
        }
        notes.add("The Dockerfile of " + name + " is kept as it is; findings.md says what stands against it, and"
                + " `dynolift image check` builds and starts it.");
        if (recipe.remarks(ImageRemark.Kind.NO_IGNORE_FILE).findAny().isPresent()) {
            files.add(GeneratedFile.text(folder + ".dockerignore", IgnoreFile.text(source.facts())));
            notes.add("The repository of " + name
                    + " has no .dockerignore: put the generated one beside its Dockerfile.");
        }
        if (source.fetchesSettings()) {
            files.add(new GeneratedFile(folder + "with-settings.sh", resource("with-settings.sh"), true));
            notes.add(
                    "The Dockerfile of " + name + " has to start its processes by with-settings.sh, or they have no"
                            + " settings: COPY it, install curl and jq, and write ENTRYPOINT [\"/usr/local/bin/with-settings.sh\"].");
        }
    }

    private static void note(ImageSource source, List<String> notes) {
        String name = source.component();
        String part = source.facts().needs().place().folder();
        if (!part.isEmpty()) {
            notes.add("The app " + name + " is the folder " + part
                    + " of its repository: its image's files belong there," + " and it is built there.");
        }
        if (source.facts().dockerfile()) {
            notes.add("The repository of " + name + " has a Dockerfile that Heroku does not use. The generated one does"
                    + " what Heroku's buildpacks do; keep one of them.");
        }
        if (source.plan().image().usesCdn()) {
            noteAssets(source, notes);
        }
        List<String> unusable = SystemPackages.unusable(source.facts());
        if (!unusable.isEmpty()) {
            notes.add("Lines of the Aptfile of " + name
                    + " that no package list of the image's base holds are not in the image: "
                    + String.join(", ", unusable) + ".");
        }
        if (source.fetchesSettings()
                && String.valueOf(source.facts().rubyVersion()).startsWith("2.")) {
            notes.add("The images of Ruby " + source.facts().rubyVersion()
                    + " stand on Debian 11 or older, whose curl cannot"
                    + " fetch the settings of " + name
                    + ": the build of its image will say so. Choose `secrets: ecs` in"
                    + " plan.yaml, or a later Ruby.");
        }
        if ("ruby".equals(source.facts().language()) && source.facts().rubyVersion() == null) {
            notes.add("The Ruby version of " + name + " is unknown: check the first lines of its Dockerfile.");
        }
    }

    /** Where CloudFront is told to the app, nothing changes unless its code asks. */
    private static void noteAssets(ImageSource source, List<String> notes) {
        String variable = source.plan().image().assetsVariable().value();
        boolean read = source.facts().needs().settings().stream()
                .anyMatch(use -> use.name().equals(variable));
        if (!read) {
            String line =
                    switch (String.valueOf(source.facts().language())) {
                        case "ruby" ->
                            "write `config.asset_host = ENV[\"" + variable
                                    + "\"]` into config/environments/production.rb";
                        case "python" -> "let STATIC_URL in its settings begin with os.environ[\"" + variable + "\"]";
                        default -> "let its pages put process.env." + variable + " before the addresses of such files";
                    };
            notes.add("The code of " + source.component() + " does not read " + variable + ": " + line
                    + ", or its pages go on asking the app for static files.");
        }
    }

    private static String resource(String name) {
        try (InputStream stream = ImageFiles.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the program does not carry " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
