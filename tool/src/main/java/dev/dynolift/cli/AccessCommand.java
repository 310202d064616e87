package dev.dynolift.cli;

import dev.dynolift.access.EnvironmentAccess;
import dev.dynolift.aws.AwsClient;
import dev.dynolift.aws.AwsLogin;
import dev.dynolift.aws.LoginHistory;
import dev.dynolift.aws.LoginHistoryReader;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.PlanFile;
import dev.dynolift.rest.Pause;
import dev.dynolift.terminal.Console;
import dev.dynolift.workspace.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Tells who may do what on AWS, and who has logged in. */
@Command(
        name = "access",
        description = {
            "Tells who may do what on AWS by the plan, and by CloudTrail who has logged in. Reads only.",
            "Says from which rights at Heroku each role comes, who took on a role or opened a shell, when, from where, with a"
                    + " second factor or not, and what was refused. Commands that were typed are not shown."
        },
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY   who asks",
            "  AWS_REGION   where to ask besides us-east-1 (default: the plan's region)"
        })
final class AccessCommand implements Callable<Integer> {

    private static final int LONGEST_DAYS = 90;

    @Mixin
    WorkspaceOption workspace = new WorkspaceOption();

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "7",
            description = "The logins of the last N days, 1 to 90, which is as long as AWS keeps them (default: 7).")
    int days;

    @Option(names = "--no-history", negatable = false, description = "Only who may do what; asks nobody.")
    boolean withoutHistory;

    @Option(names = "--json", description = "Print one JSON object, with all logins.")
    boolean json;

    @Override
    public Integer call() {
        return run(System.getenv(), Console.ofProcess(System.getenv()));
    }

    int run(Map<String, String> environment, Console console) {
        if (days < 1 || days > LONGEST_DAYS) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "--days is " + days,
                    "AWS keeps logins for " + LONGEST_DAYS + " days; older ones are in the trail's bucket alone.",
                    "Give 1 to " + LONGEST_DAYS + ".");
        }
        Workspace folder = workspace.find();
        Inventory inventory = InventoryFile.read(folder.inventory());
        MigrationPlan plan = PlanFile.readFor(inventory, folder.plan());
        List<EnvironmentAccess> environments = EnvironmentAccess.of(plan, inventory);
        if (json) {
            console.result(text(plan, environments, withoutHistory ? null : history(plan, environment)));
            return 0;
        }
        AccessWords words = new AccessWords(console, ZoneId.systemDefault());
        environments.forEach(words::environment);
        if (!withoutHistory) {
            words.history(history(plan, environment));
        }
        return 0;
    }

    private LoginHistory history(MigrationPlan plan, Map<String, String> environment) {
        AwsEnvironment aws = new AwsEnvironment(environment);
        AwsLogin login = aws.login()
                .or(() -> aws.login(plan.region().value()))
                .orElseThrow(() -> new DynoliftException(
                        ErrorCode.INPUT,
                        "nobody can ask AWS who has logged in",
                        "There is no login to AWS.",
                        "Take on the role auditor, or " + aws.missing() + "; with --no-history nobody is asked."));
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return new LoginHistoryReader(new AwsClient(login, Pause.SLEEP)).read(now.minus(Duration.ofDays(days)), now);
    }

    private static String text(
            MigrationPlan plan, List<EnvironmentAccess> environments, @Nullable LoginHistory history) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("schemaVersion", 1);
        answer.put("estate", plan.name());
        answer.put("environments", environments);
        answer.put("history", history);
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(answer);
    }
}
