package dev.dynolift.cli;

import dev.dynolift.doctor.Check;
import dev.dynolift.doctor.Doctor;
import dev.dynolift.doctor.Need;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.EventListener;
import dev.dynolift.heroku.AnswerListener;
import dev.dynolift.heroku.HerokuApi;
import dev.dynolift.heroku.HerokuHosts;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.secret.Redactor;
import dev.dynolift.terminal.Console;
import dev.dynolift.terminal.Numbers;
import dev.dynolift.terminal.TextTable;
import dev.dynolift.terminal.TextTable.Align;
import dev.dynolift.workspace.Workspace;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Checks that everything is there before anything starts. */
@Command(
        name = "doctor",
        description = {
            "Checks what a move needs: logins, the repository, DNS, programs and their versions, the clock.",
            "Changes nothing. Ends with 3 when something is missing that the next step needs.",
            "An AWS login and Terraform are first needed by what `generate` has written."
        },
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  HEROKU_API_KEY     the login (else ~/.netrc, else what `heroku auth:token` prints)",
            "  HEROKU_HOST        Heroku's domain, or the URL of a stand-in",
            "  AWS_PROFILE …      as AWS's own command line reads them"
        })
final class DoctorCommand implements Callable<Integer> {

    @Option(
            names = "--repo",
            paramLabel = "DIR|URL",
            description = "The checkout that the apps are deployed from, or a URL for git.")
    @Nullable
    String repository;

    @Mixin
    WorkspaceOption workspace = new WorkspaceOption();

    @Option(names = "--json", description = "Print what was found as JSON.")
    boolean json;

    @Option(names = "--yes", description = "Ask nothing. (The doctor never asks; for scripts that give it always.)")
    boolean yes;

    @Override
    public Integer call() {
        return run(System.getenv(), InstantSource.system(), Console.ofProcess(System.getenv()));
    }

    /** As the command, with another environment, clock and console. */
    int run(Map<String, String> environment, InstantSource clock, Console console) {
        HerokuHosts hosts = HerokuAddresses.of(environment);
        OptionalInt newest = newestDatabase();
        NextStep next = nextStep();
        List<Check> checks = new Doctor(environment, clock)
                .examine(hosts, login(environment, hosts), Optional.ofNullable(repository), newest, next.need());
        long failed = count(checks, Check.State.FAILED);
        if (json) {
            console.result(toJson(checks, next.need()));
        } else {
            print(checks, console);
        }
        console.say(
                failed == 0
                        ? "Nothing stands in the way of what comes next"
                                + (count(checks, Check.State.WARNING) == 0 ? "." : ", but look at the warnings.")
                        : Numbers.count(failed, "thing") + " must be put right first.");
        console.say("Next: " + (failed == 0 ? next.words() : "dynolift doctor"));
        return failed == 0 ? 0 : ErrorCode.GATE.exitCode();
    }

    /**
     * What the user does next, as far as the workspace tells.
     *
     * @param need up to which everything has to be there for it
     * @param words what to run
     */
    private record NextStep(Need need, String words) {}

    /** Plan and generate need what the audit has written; an account is needed to make something there. */
    private NextStep nextStep() {
        Workspace folder;
        try {
            folder = workspace.find();
        } catch (DynoliftException e) {
            return new NextStep(Need.AUDIT, "dynolift audit APP");
        }
        if (!Files.exists(folder.inventory())) {
            return new NextStep(Need.AUDIT, "dynolift audit APP");
        }
        if (!Files.exists(folder.plan())) {
            return new NextStep(Need.PLAN, "dynolift plan");
        }
        return Files.exists(folder.infrastructure())
                ? new NextStep(Need.APPLY, "read infra/README.md, then `terraform plan` in an environment's folder.")
                : new NextStep(Need.PLAN, "dynolift generate");
    }

    private static Doctor.Login login(Map<String, String> environment, HerokuHosts hosts) {
        try {
            HerokuApi api = new HerokuApi(
                    hosts, HerokuToken.ofProcess(environment).find(), EventListener.NONE, AnswerListener.NONE);
            return new Doctor.Login(Optional.of(api), "", "");
        } catch (DynoliftException e) {
            return new Doctor.Login(Optional.empty(), String.valueOf(e.getMessage()), e.next());
        }
    }

    /** From the inventory, when an audit was made; before it, nobody knows. */
    private OptionalInt newestDatabase() {
        try {
            return InventoryFile.read(workspace.find().inventory()).databases().stream()
                    .map(database -> database.majorVersion())
                    .filter(Objects::nonNull)
                    .mapToInt(Integer::intValue)
                    .max();
        } catch (DynoliftException e) {
            return OptionalInt.empty();
        }
    }

    private static void print(List<Check> checks, Console console) {
        TextTable table = new TextTable(Align.LEFT, Align.LEFT, Align.LEFT).header("CHECK", "STATE", "FOUND");
        checks.forEach(check ->
                table.row(check.name(), check.state().name().toLowerCase(Locale.ROOT), Redactor.redact(check.found())));
        table.lines(Math.max(console.width(), 110), console.resultPalette()).forEach(console::result);
        for (Check check : checks) {
            if (check.state() != Check.State.OK && !check.next().isEmpty()) {
                console.say(check.name() + ": " + Redactor.redact(check.found()) + "\n  → " + check.next());
            }
        }
    }

    private static String toJson(List<Check> checks, Need step) {
        JsonMapper mapper = new JsonMapper();
        ObjectNode json = mapper.createObjectNode().put("schemaVersion", 1);
        json.put("ready", count(checks, Check.State.FAILED) == 0);
        json.put("readyFor", step.name().toLowerCase(Locale.ROOT));
        ArrayNode list = json.putArray("checks");
        for (Check check : checks) {
            list.addObject()
                    .put("name", check.name())
                    .put("state", check.state().name().toLowerCase(Locale.ROOT))
                    .put("found", Redactor.redact(check.found()))
                    .put("next", check.next())
                    .put("neededFor", check.need().name().toLowerCase(Locale.ROOT));
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }

    private static long count(List<Check> checks, Check.State state) {
        return checks.stream().filter(check -> check.state() == state).count();
    }
}
