package dev.dynolift.image;

import dev.dynolift.dockerfile.ShellLine;
import dev.dynolift.dockerfile.StandIn;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Reason;
import dev.dynolift.image.ContainerProgram.Answer;
import dev.dynolift.image.ImageReport.Outcome;
import dev.dynolift.image.ImageReport.State;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.ImageRecipe;
import dev.dynolift.inventory.ImageRemark;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.plan.AppPlan;
import dev.dynolift.plan.ImagePlan.Base;
import dev.dynolift.plan.ServicePlan;
import dev.dynolift.plan.WebPlan;
import dev.dynolift.secret.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Checks one app's image: reads what it lacks, builds it, and starts its web process with settings that open nothing. Changes
 * neither the checkout nor the workspace. Not thread-safe.
 */
public final class ImageCheck {

    private static final Duration BUILD = Duration.ofMinutes(60);
    private static final int LOG_LINES = 20;

    private final AppPlan plan;
    private final HerokuApp heroku;
    private final RepositoryFacts code;
    private final Map<String, String> environment;

    /**
     * @param code the app's, as it is now
     * @param environment whose PATH says where docker or podman is, and which has the settings that the build is lent
     */
    public ImageCheck(AppPlan plan, HerokuApp heroku, RepositoryFacts code, Map<String, String> environment) {
        this.plan = plan;
        this.heroku = heroku;
        this.code = code;
        this.environment = Map.copyOf(environment);
    }

    /**
     * What is to be checked, and how.
     *
     * @param checkout the app's; empty when nothing can be built
     * @param generated the folder with the generated files of its image
     * @param settings a file of settings that the trial has beside stand-ins; empty for none
     * @param patience how long the web process may take to answer
     * @param readOnly whether nothing is built
     */
    public record Trial(
            Optional<Path> checkout, Path generated, Optional<Path> settings, Duration patience, boolean readOnly) {}

    /**
     * @throws DynoliftException INPUT when there is no Dockerfile; FILE
     */
    public ImageReport check(Trial trial) {
        Path dockerfile = dockerfile(trial);
        ImageRecipeText recipe = new ImageRecipeText(text(dockerfile));
        List<ImageGap> gaps = new ArrayList<>(SettingGaps.of(code, plan, recipe));
        gaps.addAll(LibraryGaps.of(code, heroku.buildpacks(), recipe));
        gaps.addAll(settingsScript());
        if (trial.readOnly()) {
            return report(dockerfile, gaps, notDone("you said so"), notDone("nothing was built"));
        }
        if (trial.checkout().isEmpty()) {
            return report(
                    dockerfile, gaps, notDone("name the app's checkout with --repo"), notDone("nothing was built"));
        }
        ContainerProgram.Search search = ContainerProgram.search(environment);
        if (search.found().isEmpty()) {
            return report(dockerfile, gaps, notDone(search.reason()), notDone("nothing was built"));
        }
        return tried(trial, search.found().get(0), dockerfile, recipe, gaps);
    }

    /** Only of a Dockerfile that somebody else wrote; the generated ones have it. */
    private List<ImageGap> settingsScript() {
        ImageRecipe image = code.needs().image();
        return image == null || !plan.keepsImageThatFetchesSettings()
                ? List.of()
                : image.remarks(ImageRemark.Kind.NO_SETTINGS_SCRIPT)
                        .map(remark -> new ImageGap(
                                ImageGap.Weight.STOPS,
                                remark.detail(),
                                "The plan lets the image fetch its settings (secrets: runtime), and " + image.file()
                                        + " does not do so.",
                                ImageRemark.FETCHES_SETTINGS))
                        .toList();
    }

    private ImageReport tried(
            Trial trial, ContainerProgram program, Path dockerfile, ImageRecipeText recipe, List<ImageGap> gaps) {
        String image = "dynolift-check/" + plan.component().value();
        Outcome built = build(trial, program, dockerfile, recipe, image);
        if (built.state() != State.DONE) {
            return report(dockerfile, gaps, built, notDone("there is no image"));
        }
        Optional<ServicePlan> web = plan.webService();
        Optional<WebPlan> port = web.flatMap(ServicePlan::web);
        if (web.isEmpty() || port.isEmpty()) {
            return report(
                    dockerfile, gaps, built, notDone("the app has no web process whose port could be waited for"));
        }
        return report(dockerfile, gaps, built, boot(trial, program, image, web.get(), port.get(), gaps));
    }

    private Outcome build(
            Trial trial, ContainerProgram program, Path dockerfile, ImageRecipeText recipe, String image) {
        List<String> arguments =
                new ArrayList<>(List.of("build", "--tag", image, "--build-arg", "COMMIT=" + "0".repeat(40)));
        List<String> missing = new ArrayList<>();
        for (String name : recipe.lentSettings()) {
            String value = environment.getOrDefault(name, "");
            if (value.isEmpty()) {
                missing.add(name);
            }
            // Whatever the build prints of it is not shown.
            Redactor.learn(value);
            arguments.addAll(List.of("--secret", "id=" + name + ",env=" + name));
        }
        if (!missing.isEmpty()) {
            return new Outcome(
                    State.FAILED,
                    "The build reads " + String.join(", ", missing)
                            + ", which this shell does not have: set it and run the check again. It gets into no layer.");
        }
        Path checkout = trial.checkout().orElseThrow();
        boolean inPlace = dockerfile.startsWith(checkout);
        long began = System.nanoTime();
        try (BuildContext context = inPlace
                ? BuildContext.of(Objects.requireNonNull(dockerfile.getParent()))
                : BuildContext.of(checkout, trial.generated())) {
            if (inPlace && !dockerfile.endsWith(ImageRecipe.USUAL)) {
                arguments.addAll(List.of("--file", dockerfile.toString()));
            }
            arguments.add(context.folder().toString());
            Answer answer = program.run(BUILD, arguments);
            if (!answer.well()) {
                return new Outcome(
                        State.FAILED,
                        "It cannot be built. " + program.name() + " wrote last:\n"
                                + Redactor.redact(answer.end(LOG_LINES)));
            }
        }
        long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
        String bytes = program.run("image", "inspect", "--format", "{{.Size}}", image)
                .text()
                .strip();
        return new Outcome(
                State.DONE,
                "Built by " + program.name() + " in " + seconds + " s as " + image
                        + (bytes.matches("\\d+") ? ", " + Long.parseLong(bytes) / 1_000_000 + " MB" : "") + ".");
    }

    private Outcome boot(
            Trial trial, ContainerProgram program, String image, ServicePlan web, WebPlan port, List<ImageGap> gaps) {
        String user = program.run("image", "inspect", "--format", "{{.Config.User}}", image)
                .text()
                .strip();
        if (user.isEmpty() || user.matches("(root|0)(:.*)?")) {
            gaps.add(new ImageGap(
                    ImageGap.Weight.LOOK,
                    "root",
                    "The image's processes are root, which they are not at Heroku.",
                    "Add USER to the Dockerfile."));
        }
        int grace = web.stopTimeoutSeconds().value();
        Path stubs = stubs();
        try {
            List<Path> settings = new ArrayList<>(List.of(stubs));
            trial.settings().ifPresent(file -> {
                // What the process writes of them is not shown.
                text(file).lines().forEach(line -> Redactor.learn(line.substring(line.indexOf('=') + 1)));
                settings.add(file);
            });
            BootTrial.Result result = new BootTrial(program, image, trial.patience())
                    .run(
                            command(web),
                            settings,
                            port.port().value(),
                            port.healthCheckPath().value(),
                            grace);
            if (!result.booted()) {
                return new Outcome(State.FAILED, Redactor.redact(result.told()));
            }
            if (result.stopSeconds().isEmpty()) {
                gaps.add(
                        new ImageGap(
                                ImageGap.Weight.LOOK,
                                "SIGTERM",
                                "The web process did not end within " + grace + " s of SIGTERM, and was killed.",
                                "See that the signal reaches it: exec before the last program, lists in place of shell lines."));
            }
            if (result.status().orElse(0) >= 400) {
                gaps.add(new ImageGap(
                        ImageGap.Weight.LOOK,
                        port.healthCheckPath().value(),
                        "It answers with " + result.status().getAsInt()
                                + ", which a load balancer takes for ill; without a database that may be right.",
                        "See what it answers at Heroku, or choose another healthCheckPath in plan.yaml."));
            }
            return new Outcome(
                    State.DONE,
                    result.told()
                            + (result.stopSeconds().isPresent()
                                    ? " It ended " + result.stopSeconds().getAsInt() + " s after SIGTERM."
                                    : ""));
        } finally {
            stubs.toFile().delete();
        }
    }

    /** A file, as arguments can be seen by others; it holds stand-ins and what stands in plan.yaml in the open. */
    private Path stubs() {
        StringBuilder lines = new StringBuilder();
        SettingGaps.given(plan).stream()
                .sorted()
                .filter(name -> !name.equals("PORT"))
                .forEach(name -> lines.append(name)
                        .append('=')
                        .append(plan.variablesOfWeb().stream()
                                .filter(variable -> variable.name().equals(name))
                                .findFirst()
                                .map(variable -> variable.value().value())
                                .filter(value -> !value.contains("\n"))
                                .orElseGet(() -> StandIn.of(name, heroku.configVar(name))))
                        .append('\n'));
        try {
            Path file = Files.createTempFile(
                    "dynolift-image",
                    ".env",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, lines);
        } catch (IOException e) {
            throw new DynoliftException(
                    ErrorCode.FILE,
                    "the stand-ins for settings cannot be written",
                    Reason.of(e),
                    "Make room in the folder for temporary files.",
                    e);
        }
    }

    /** As ECS has it; none where the image's own is kept. */
    private static List<String> command(ServicePlan web) {
        String line = web.command().value();
        return line.isBlank() ? List.of() : List.of("/bin/sh", "-c", ShellLine.execed(line));
    }

    /** The one that would be built: the repository's where the plan keeps it or it is a generated one that was put there. */
    private Path dockerfile(Trial trial) {
        boolean kept = plan.image().base().value() == Base.OWN;
        ImageRecipe read = code.needs().image();
        String file = kept && read != null ? read.file() : ImageRecipe.USUAL;
        Optional<Path> own =
                trial.checkout().map(folder -> folder.resolve(file)).filter(Files::isRegularFile);
        if (own.isPresent() && (kept || text(own.get()).contains("entrypoint.sh"))) {
            return own.get();
        }
        Path generated = trial.generated().resolve("Dockerfile");
        if (!kept && Files.isRegularFile(generated)) {
            return generated;
        }
        throw new DynoliftException(
                ErrorCode.INPUT,
                "there is no Dockerfile of " + plan.component().value() + " to check",
                kept
                        ? "The plan keeps the repository's, and none is to be seen."
                        : "Nothing stands in " + trial.generated() + ".",
                kept ? "Name the checkout with --repo." : "Run `dynolift generate` first.");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new DynoliftException(
                    ErrorCode.FILE, file + " cannot be read", Reason.of(e), "Give yourself the right to read it.", e);
        }
    }

    private static Outcome notDone(String why) {
        return new Outcome(State.NOT_DONE, why);
    }

    private ImageReport report(Path dockerfile, List<ImageGap> gaps, Outcome build, Outcome boot) {
        return new ImageReport(1, plan.component().value(), dockerfile.toString(), gaps, build, boot);
    }
}
