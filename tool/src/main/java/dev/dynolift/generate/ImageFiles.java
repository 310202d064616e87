package dev.dynolift.generate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The files that turn an app's repository into an image, in {@code image/<component>}. */
final class ImageFiles {

    private ImageFiles() {}

    /**
     * The files for one app; none for what dynolift has no recipe for, and then a note says so.
     *
     * @param notes takes a sentence for each thing that a person has to look at
     */
    static List<GeneratedFile> of(ImageSource source, List<String> notes) {
        List<GeneratedFile> files = new ArrayList<>();
        String name = source.component();
        String folder = "image/" + name + "/";
        String language = source.facts().language();
        if ("container".equals(source.heroku().stack()) && source.facts().dockerfile()) {
            notes.add(name + " has a Dockerfile of its own, which Heroku builds already; none was generated.");
            return files;
        }
        switch (language == null ? "" : language) {
            case "ruby" -> files.add(GeneratedFile.text(folder + "Dockerfile", RubyImage.dockerfile(source)));
            case "node" -> files.add(GeneratedFile.text(folder + "Dockerfile", NodeImage.dockerfile(source)));
            case "python" -> files.add(GeneratedFile.text(folder + "Dockerfile", PythonImage.dockerfile(source)));
            default -> {
                notes.add("There is no recipe for the image of " + name + " ("
                        + (language == null ? "its language is unknown" : language)
                        + "): write its Dockerfile, with entrypoint.sh as the entrypoint.");
            }
        }
        files.add(new GeneratedFile(folder + "entrypoint.sh", EntrypointScript.text(source.plan()), true));
        if (source.fetchesSettings()) {
            files.add(new GeneratedFile(folder + "with-settings.sh", resource("with-settings.sh"), true));
        }
        files.add(GeneratedFile.text(folder + ".dockerignore", resource("dockerignore")));
        note(source, notes);
        return files;
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
        if (source.facts().profileScript()) {
            notes.add("The entrypoint of " + name + " reads .profile with /bin/sh; Heroku reads it with bash.");
        }
        List<String> unusable = SystemPackages.unusable(source.facts());
        if (!unusable.isEmpty()) {
            notes.add("Lines of the Aptfile of " + name + " that are no package names are not in the image: "
                    + String.join(", ", unusable) + ".");
        }
        if ("ruby".equals(source.facts().language()) && source.facts().rubyVersion() == null) {
            notes.add("The Ruby version of " + name + " is unknown: check the first lines of its Dockerfile.");
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
