package dev.dynolift.cli;

import dev.dynolift.audit.Audit;
import dev.dynolift.audit.AuditOptions;
import dev.dynolift.audit.AuditScope;
import dev.dynolift.audit.JobsFile;
import dev.dynolift.audit.OneOffDynos;
import dev.dynolift.audit.Recorder;
import dev.dynolift.audit.SchedulerRun;
import dev.dynolift.audit.SchedulerWatch;
import dev.dynolift.aws.IamPolicy;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.heroku.AnswerListener;
import dev.dynolift.heroku.HerokuApi;
import dev.dynolift.heroku.HerokuDynos;
import dev.dynolift.heroku.HerokuHosts;
import dev.dynolift.heroku.HerokuLogs;
import dev.dynolift.heroku.HerokuRefusal;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.inventory.ScheduledJob;
import dev.dynolift.report.AuditPage;
import dev.dynolift.rest.Pause;
import dev.dynolift.secret.Secret;
import dev.dynolift.standin.HerokuStandIn;
import dev.dynolift.surroundings.Sources;
import dev.dynolift.terminal.Console;
import dev.dynolift.terminal.ProgressView;
import dev.dynolift.workspace.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
            "  HEROKU_DATA_HOST   the same for its data services",
            "Each of these is optional; who is not asked is named at the end:",
            "  SEMAPHORE_API_TOKEN, SEMAPHORE_ORGANIZATION_URL   what Semaphore builds and deploys",
            "  CLOUDFLARE_API_TOKEN   zones, records and rules (CLOUDFLARE_BASE_URL for a stand-in)",
            "  AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_REGION   what the account holds",
            "  DYNOLIFT_NAME_SERVER   ADDRESS:PORT to look domains up at, or none"
        })
final class AuditCommand implements Callable<Integer> {

    /** Slugs are large: of so many named apps they are looked into without being asked to. */
    private static final int SLUGS_BY_ITSELF = 3;

    @Parameters(paramLabel = "APP", arity = "0..*", description = "Apps that are moved together, the main one first.")
    List<String> apps = List.of();

    @Option(names = "--team", paramLabel = "TEAM", description = "All apps of a team, but for review apps.")
    @Nullable
    String team;

    @Option(names = "--pipeline", paramLabel = "PIPELINE", description = "All apps of a pipeline, but for review apps.")
    @Nullable
    String pipeline;

    @Option(names = "--all", description = "All apps that your login may see, but for review apps.")
    boolean all;

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

    @Option(
            names = "--replay",
            paramLabel = "DIR",
            description = "Ask what --record has written to DIR/heroku, and nobody else; needs no login.")
    @Nullable
    Path replay;

    @Option(
            names = "--jobs-file",
            paramLabel = "FILE",
            description = "Scheduler's jobs: YAML, or the table of its dashboard as you paste it.")
    @Nullable
    Path jobsFile;

    @Option(
            names = "--watch-scheduler",
            paramLabel = "TIME",
            description = "Also watch for so long what Scheduler starts: 90m, 24h. Reads the app's log.")
    @Nullable
    String watch;

    @Option(
            names = "--slugs",
            negatable = true,
            description =
                    "Look into each slug for files with settings or keys; the default for up to three named apps.")
    @Nullable
    Boolean slugs;

    @Option(
            names = "--confirm",
            paramLabel = "APP",
            description = "Allow one one-off dyno of this app, which says whether the secrets are set that stand in the"
                    + " slug alone, such as SECRET_KEY_BASE. Values stay in the dyno. May be given several times.")
    List<String> confirmed = List.of();

    @Option(
            names = "--databases",
            description = {
                "Also ask each database what it holds, in one read-only session: extensions, sizes, tables without a"
                        + " key.",
                "Reads no row."
            })
    boolean databases;

    @Option(
            names = "--fresh",
            description = "Read everything again, also what an interrupted audit has read in the last day.")
    boolean fresh;

    @Option(
            names = "--iam-policy",
            description = "Print the policy that the AWS login needs, which only reads, and do nothing else.")
    boolean iamPolicy;

    @Option(names = "--json", description = "Print the inventory as JSON.")
    boolean json;

    @Option(
            names = "--yes",
            description = {
                "Ask nothing: not even for the code of a second factor.",
                "With --replay: put the recording in the place of an audit of Heroku itself."
            })
    boolean yes;

    /** How it waits for Heroku, in between two attempts. */
    Pause pause = Pause.SLEEP;

    @Override
    public Integer call() {
        return run(System.getenv(), Console.ofProcess(System.getenv()));
    }

    /** As the command, with another environment and console. */
    int run(Map<String, String> environment, Console console) {
        if (iamPolicy) {
            console.result(IamPolicy.json());
            return 0;
        }
        Optional<AuditScope> scope = new ScopeOfAudit(apps, team, pipeline, all).find();
        if (replay != null) {
            RecordedApps.of(replay).refuseOthers(scope);
        }
        if (scope.isEmpty() && repository == null) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "there is nothing to audit",
                    "No app and no repository was named.",
                    "Run `dynolift audit APP`; `heroku apps` lists yours.");
        }
        refuseWhatWouldBeIgnored(scope);
        Path recording = replay;
        if (recording == null || scope.isEmpty()) {
            return audit(scope, environment, console);
        }
        ReplacedAudit.of(workspace(scope.get().name())).allow(yes, console);
        try (HerokuStandIn heroku = HerokuStandIn.start(recording.resolve("heroku"))) {
            Map<String, String> there = new HashMap<>(environment);
            there.put("HEROKU_HOST", heroku.address().toString());
            there.remove("HEROKU_DATA_HOST");
            // It takes any.
            there.put("HEROKU_API_KEY", "rehearsal-token");
            // What another audit has kept is Heroku's, or an older recording's.
            fresh = true;
            return audit(scope, there, console);
        }
    }

    private int audit(Optional<AuditScope> scope, Map<String, String> environment, Console console) {
        try (HeldWorkspace held = new HeldWorkspace()) {
            return run(scope, environment, console, held);
        }
    }

    private int run(Optional<AuditScope> scope, Map<String, String> environment, Console console, HeldWorkspace held) {
        Inventory inventory = look(scope, environment, console, held);
        Workspace folder = workspace(scope.map(AuditScope::name)
                .orElseGet(() -> inventory.apps().get(0).name()));
        held.take(folder);
        InventoryFile.write(folder.create().inventory(), inventory);
        AuditPage.write(inventory, folder.auditPage());
        if (json) {
            console.result(InventoryFile.toJson(inventory).stripTrailing());
        } else {
            new AuditSummary(console).print(inventory);
        }
        new AuditAdvice(console).print(inventory, folder, databases, workspace);
        return 0;
    }

    private void refuseWhatWouldBeIgnored(Optional<AuditScope> scope) {
        WorkspaceOption.refuseEmpty(workspace);
        if (repository != null && repository.isBlank()) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "--repo is empty",
                    "It takes the folder of a checkout, or a URL; a variable may not be set.",
                    "Name the folder (`--repo .` for this one), or leave the option out.");
        }
        if (scope.isEmpty() && (watch != null || databases)) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    (watch != null ? "--watch-scheduler" : "--databases") + " needs an app",
                    watch != null
                            ? "A repository alone has no Scheduler that could be watched."
                            : "A repository alone has no database that could be asked.",
                    "Name the app beside --repo, or leave the option out.");
        }
        if (watch != null && !(scope.orElse(null) instanceof AuditScope.Named)) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "--watch-scheduler needs apps by name",
                    "Each app is looked at once a minute: those of a whole team would use up Heroku's rate limit for a"
                            + " day, and most have no Scheduler.",
                    "Run the audit without it, then name the apps that have Scheduler:"
                            + " `dynolift audit APP … --watch-scheduler 24h`.");
        }
        if (replay != null && (watch != null || databases || record != null || slugs != null || !confirmed.isEmpty())) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "--replay answers from files alone",
                    "No log, no dyno and no database stands behind them, and they are recorded already.",
                    "Leave --record, --watch-scheduler, --databases, --slugs and --confirm out.");
        }
        if (scope.isEmpty() && (record != null || !confirmed.isEmpty())) {
            String option = record != null ? "--record" : "--confirm";
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    option + " needs apps by name",
                    "A repository alone has no dynos, and Heroku is not asked about it.",
                    "Name the app beside --repo, or leave the option out.");
        }
    }

    private Workspace workspace(String estate) {
        return workspace == null ? Workspace.named(Path.of(""), estate) : new Workspace(workspace);
    }

    private Inventory look(
            Optional<AuditScope> scope, Map<String, String> environment, Console console, HeldWorkspace held) {
        if (repository == null) {
            return ask(scope.orElseThrow(), environment, console, held, Optional.empty());
        }
        try (RepositorySource code = RepositorySource.open(repository)) {
            return scope.isEmpty()
                    ? Audit.ofRepository(
                            code.folder(),
                            code.name(),
                            new AuditOptions(false, writtenJobs(), List.of(), Duration.ZERO))
                    : ask(scope.get(), environment, console, held, Optional.of(code.folder()));
        }
    }

    private Map<String, List<ScheduledJob>> writtenJobs() {
        return jobsFile == null ? Map.of() : JobsFile.read(jobsFile);
    }

    private Inventory ask(
            AuditScope scope,
            Map<String, String> environment,
            Console console,
            HeldWorkspace held,
            Optional<Path> code) {
        Map<String, List<ScheduledJob>> writtenJobs = writtenJobs();
        Optional<Duration> watching = Optional.ofNullable(watch).map(WatchingTime::parse);
        HerokuHosts hosts = HerokuAddresses.of(environment);
        Secret token = HerokuToken.ofProcess(environment).find();
        Workspace folder = workspace(scope.name());
        AskedCode secondFactor = new AskedCode(console, yes);
        Optional<Recorder> recorder = Optional.ofNullable(record).map(place -> new Recorder(place.resolve("heroku")));
        AnswerListener answers = recorder.isPresent() ? recorder.get() : AnswerListener.NONE;
        // A login that is refused leaves nothing behind.
        AnswersOfWorkspace kept = new AnswersOfWorkspace(folder, fresh);
        try (ProgressView view = ProgressView.open(console)) {
            HerokuApi api =
                    new HerokuApi(hosts, token, view, answers, kept, secondFactor, pause, InstantSource.system());
            Optional<String> account = account(api);
            held.take(folder);
            account.ifPresent(known -> kept.belongTo(hosts.platform(), known));
            kept.tell(view);
            List<SchedulerRun> runs = List.of();
            Duration watched = Duration.ZERO;
            Map<String, String> unreadLogs = Map.of();
            if (watching.isPresent() && scope instanceof AuditScope.Named named) {
                Path file = folder.create().audit().resolve("scheduler-runs.jsonl");
                SchedulerWatch watcher = new SchedulerWatch(api, new HerokuLogs(hosts, token), view, file);
                watcher.watch(named.apps(), watching.get());
                runs = watcher.runs();
                watched = watcher.watched();
                unreadLogs = watcher.unreadLogs();
            }
            boolean few = replay == null
                    && scope instanceof AuditScope.Named named
                    && named.apps().size() <= SLUGS_BY_ITSELF;
            OneOffDynos dynos = confirmed.isEmpty()
                    ? OneOffDynos.NONE
                    : new OneOffDynos(Set.copyOf(confirmed), new HerokuDynos(hosts, token), view);
            AuditOptions options = new AuditOptions(
                    slugs == null ? few : slugs, writtenJobs, runs, watched, unreadLogs, databases, dynos);
            Inventory inventory = new Audit(
                            api, view, replay == null ? AuditSources.of(environment, hosts, view) : Sources.NONE)
                    .run(scope, code, options);
            kept.finish();
            return inventory;
        } finally {
            recorder.ifPresent(one -> console.say(one.written().size() + " answers recorded in " + record
                    + "/heroku; settings, logins and people are placeholders."));
        }
    }

    /** The first question: what fails here was given wrongly, and what fails later was right once. */
    private static Optional<String> account(HerokuApi api) {
        try {
            return api.account();
        } catch (DynoliftException failure) {
            if (failure instanceof HerokuRefusal refusal && refusal.status() == 401) {
                throw refusal.asInput();
            }
            if (failure.code() != ErrorCode.NETWORK) {
                throw failure;
            }
            // Nobody has answered there yet: the address is what has to be looked at.
            throw new DynoliftException(ErrorCode.INPUT, failure.what(), failure.why(), failure.next(), failure);
        }
    }
}
