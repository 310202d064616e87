package dev.dynolift.cli;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.image.ImageCheck;
import dev.dynolift.image.ImageGap;
import dev.dynolift.image.ImageReport;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.plan.AppPlan;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.PlanFile;
import dev.dynolift.repository.RepositoryReader;
import dev.dynolift.terminal.Console;
import dev.dynolift.workspace.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Says what an image lacks, builds it, and starts it. */
@Command(
        name = "check",
        description = {
            "Says what an app's image lacks: settings that the build or the start needs, packages that libraries need. With"
                    + " Docker or Podman it builds the image and starts the web process until it answers on its port.",
            "Settings have stand-ins that open nothing. Neither the checkout nor the workspace is changed; the image stays as"
                    + " dynolift-check/APP.",
            "Ends with 3 when the image is not ready."
        },
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  DOCKER   the program to build and run with (else docker, else podman)",
            "  and the settings that the Dockerfile asks for by --mount=type=secret, such as a login for private libraries"
        })
final class ImageCheckCommand implements Callable<Integer> {

    @Option(names = "--app", paramLabel = "APP", description = "The app, where the plan has several (its name on AWS).")
    @Nullable
    String app;

    @Option(
            names = "--repo",
            paramLabel = "DIR",
            description = "The app's checkout. Without it nothing is built; the code is as the audit saw it.")
    @Nullable
    Path repository;

    @Option(
            names = "--env-file",
            paramLabel = "FILE",
            description = "Settings that win over the stand-ins, NAME=value a line; the container program reads it.")
    @Nullable
    Path settings;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long the web process may take to answer (default: ${DEFAULT-VALUE}, as at Heroku).")
    int timeout;

    @Option(names = "--read-only", description = "Only read; build and start nothing.")
    boolean readOnly;

    @Mixin
    WorkspaceOption workspace = new WorkspaceOption();

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Override
    public Integer call() {
        return run(System.getenv(), Console.ofProcess(System.getenv()));
    }

    /** As the command, with another environment and console. */
    int run(Map<String, String> environment, Console console) {
        Workspace folder = workspace.find();
        Inventory inventory = InventoryFile.read(folder.inventory());
        AppPlan plan = chosen(PlanFile.readFor(inventory, folder.plan()));
        HerokuApp heroku = inventory.app(plan.name()).orElseThrow(() -> unread(plan));
        Optional<Path> checkout = Optional.ofNullable(repository);
        RepositoryFacts code = checkout.map(
                        place -> RepositoryReader.read(place).facts())
                .or(() -> Optional.ofNullable(heroku.repository()))
                .orElseThrow(() -> unread(plan));
        Optional<Path> part = checkout.map(place ->
                place.toAbsolutePath().normalize().resolve(code.needs().place().folder()));
        if (settings != null && !Files.isReadable(settings)) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    settings + " cannot be read",
                    "--env-file takes a file.",
                    "Name one that is there.");
        }
        if (!json && part.isPresent() && !readOnly) {
            console.say("Reads the code and tries the image of "
                    + plan.component().value() + "; a first build takes minutes.");
        }
        ImageReport report = new ImageCheck(plan, heroku, code, environment)
                .check(new ImageCheck.Trial(
                        part,
                        folder.image().resolve(plan.component().value()),
                        Optional.ofNullable(settings).map(Path::toAbsolutePath),
                        Duration.ofSeconds(timeout),
                        readOnly));
        if (json) {
            console.result(JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValueAsString(report));
        } else {
            tell(console, report);
        }
        return report.stops() ? ErrorCode.GATE.exitCode() : 0;
    }

    private AppPlan chosen(MigrationPlan plan) {
        List<AppPlan> apps =
                plan.apps().stream().filter(each -> each.site().isEmpty()).toList();
        List<String> names =
                apps.stream().map(each -> each.component().value()).distinct().toList();
        if (names.isEmpty()) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "the plan has no app with an image",
                    "All of its apps are static sites, which S3 and CloudFront serve.",
                    "Nothing is to be checked here; `dynolift generate` writes what they need.");
        }
        String name = app == null && names.size() == 1 ? names.get(0) : app;
        return apps.stream()
                .filter(each ->
                        each.component().value().equals(name) || each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new DynoliftException(
                        ErrorCode.INPUT,
                        name == null ? "the plan has several apps" : "the plan has no app " + name + " with an image",
                        "It has " + String.join(", ", names) + ".",
                        "Name one with --app."));
    }

    private static DynoliftException unread(AppPlan plan) {
        return new DynoliftException(
                ErrorCode.INPUT,
                "the code of " + plan.name() + " is not known",
                "No audit has read a checkout of it.",
                "Name its checkout with --repo.");
    }

    private static void tell(Console console, ImageReport report) {
        console.result("Looked at " + report.dockerfile() + ":");
        if (report.gaps().isEmpty()) {
            console.result("  Nothing seems to be missing.");
        }
        for (ImageGap gap : report.gaps()) {
            String weight = gap.weight() == ImageGap.Weight.STOPS ? "  stops  " : "  look   ";
            console.result(weight + gap.subject() + ": " + gap.what());
            console.result("         → " + gap.next());
        }
        console.result(sentence("Build: ", report.build()));
        console.result(sentence("Start: ", report.boot()));
        console.say(
                report.stops()
                        ? "The image is not ready."
                        : report.boot().state() == ImageReport.State.DONE
                                ? "The image builds and starts.\nNext: commit its files, then ci/build.sh. With its databases beside it it runs here by:"
                                        + " docker compose up"
                                : "As far as it was looked at, nothing stops the image.");
    }

    private static String sentence(String what, ImageReport.Outcome outcome) {
        return what
                + switch (outcome.state()) {
                    case DONE -> outcome.told();
                    case FAILED -> "FAILED. " + outcome.told();
                    case NOT_DONE -> "not tried: " + outcome.told() + ".";
                };
    }
}
