package dev.dynolift.cli;

import dev.dynolift.audit.Audit;
import dev.dynolift.audit.Recorder;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.heroku.AnswerListener;
import dev.dynolift.heroku.HerokuApi;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.inventory.Severity;
import dev.dynolift.terminal.Console;
import dev.dynolift.terminal.ProgressView;
import dev.dynolift.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks at apps and writes the inventory. */
@Command(
        name = "audit",
        description = {
            "Looks at everything that apps have at Heroku, changes nothing, and writes inventory.json.",
            "No setting's value is written anywhere. With --repo alone no login is needed."
        },
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  HEROKU_API_KEY     the login (else ~/.netrc, else what `heroku auth:token` prints)",
            "  HEROKU_HOST        Heroku's domain, or the URL of a stand-in",
            "  HEROKU_DATA_HOST   the same for its data services"
        })
final class AuditCommand implements Callable<Integer> {

    @Parameters(paramLabel = "APP", arity = "0..*", description = "Apps that are moved together, the main one first.")
    List<String> apps = List.of();

    @Option(
            names = "--repo",
            paramLabel = "DIR|URL",
            description = {
                "The checkout that the apps are deployed from, or a URL for git, which fetches it for the time being;",
                "tells libraries, what the code needs, and what in it breaks. git's own credentials are used."
            })
    @Nullable
    String repository;

    @Option(
            names = "--workspace",
            paramLabel = "DIR",
            description = "Where inventory.json goes (default: dynolift-APP here).")
    @Nullable
    Path workspace;

    @Option(
            names = "--record",
            paramLabel = "DIR",
            description = "Also write Heroku's answers to DIR/heroku, secrets replaced, for `dynolift rehearse`.")
    @Nullable
    Path record;

    @Option(names = "--json", description = "Print the inventory as JSON.")
    boolean json;

    @Option(names = "--yes", description = "Ask nothing. (The audit never asks; for scripts that give it always.)")
    boolean yes;

    @Override
    public Integer call() {
        return run(System.getenv(), Console.ofProcess(System.getenv()));
    }

    /** As the command, with another environment and console. */
    int run(Map<String, String> environment, Console console) {
        if (apps.isEmpty() && repository == null) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "there is nothing to audit",
                    "No app and no repository was named.",
                    "Run `dynolift audit APP`; `heroku apps` lists yours.");
        }
        Inventory inventory = look(environment, console);
        Workspace folder = workspace == null
                ? Workspace.named(Path.of(""), inventory.apps().get(0).name())
                : new Workspace(workspace);
        InventoryFile.write(folder.create().inventory(), inventory);
        if (json) {
            console.result(InventoryFile.toJson(inventory).stripTrailing());
        } else {
            new AuditSummary(console).print(inventory);
        }
        tell(console, inventory, folder);
        return 0;
    }

    private Inventory look(Map<String, String> environment, Console console) {
        if (repository == null) {
            return ask(environment, console, Optional.empty());
        }
        try (RepositorySource code = RepositorySource.open(repository)) {
            return apps.isEmpty()
                    ? Audit.ofRepository(code.folder(), code.name())
                    : ask(environment, console, Optional.of(code.folder()));
        }
    }

    private Inventory ask(Map<String, String> environment, Console console, Optional<Path> code) {
        for (String app : apps) {
            if (!app.matches("[a-z][a-z0-9-]{1,63}|[0-9a-f-]{36}")) {
                throw new DynoliftException(
                        ErrorCode.INPUT,
                        "\"" + app + "\" is no app's name",
                        "A name has small letters, digits and hyphens, and starts with a letter.",
                        "Run `heroku apps` to see yours.");
            }
        }
        Optional<Recorder> recorder = Optional.ofNullable(record).map(folder -> new Recorder(folder.resolve("heroku")));
        AnswerListener answers = recorder.isPresent() ? recorder.get() : AnswerListener.NONE;
        try (ProgressView view = ProgressView.open(console)) {
            HerokuApi api = new HerokuApi(
                    HerokuAddresses.of(environment),
                    HerokuToken.ofProcess(environment).find(),
                    view,
                    answers);
            return new Audit(api, view).run(apps.stream().distinct().toList(), code);
        } finally {
            recorder.ifPresent(one -> console.say(one.written().size() + " answers recorded in " + record
                    + "/heroku; settings, logins and people are placeholders."));
        }
    }

    private void tell(Console console, Inventory inventory, Workspace folder) {
        List<Finding> blocking = inventory.findings(Severity.BLOCKING);
        for (Finding finding : blocking) {
            console.say("Blocking: " + finding.subject() + ": " + finding.what() + "\n  → " + finding.next());
        }
        for (Finding finding : inventory.findings(Severity.WARNING)) {
            console.say("Warning: " + finding.subject() + ": " + finding.what() + "\n  → " + finding.next());
        }
        Path here = Path.of("").toAbsolutePath();
        Path file = folder.inventory().startsWith(here) ? here.relativize(folder.inventory()) : folder.inventory();
        console.say("Written: " + file);
        boolean usual = workspace == null;
        console.say("Next: dynolift plan" + (usual ? "" : " --workspace " + workspace));
    }
}
