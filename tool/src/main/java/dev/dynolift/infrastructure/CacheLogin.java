package dev.dynolift.infrastructure;

import dev.dynolift.manifest.GeneratedFile;
import dev.dynolift.naming.AwsName;
import dev.dynolift.naming.EnvironmentEstate;
import dev.dynolift.plan.CachePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code infra/cache-login.sh}, which gives a cache a login and the apps its URL, and what {@code infra/README.md} says of
 * it. Terraform would keep the login in its state, so it never has it.
 */
public final class CacheLogin {

    private CacheLogin() {}

    /** The script; none where no app has a cache. */
    public static Optional<GeneratedFile> script(List<EnvironmentEstate> estates) {
        return commands(estates).isEmpty()
                ? Optional.empty()
                : Optional.of(new GeneratedFile(
                        "infra/cache-login.sh", TerraformModules.text("estate/cache-login.sh"), true));
    }

    /** The steps, with a whole command for each cache; empty where there is none. */
    static String text(List<EnvironmentEstate> estates) {
        List<String> commands = commands(estates);
        if (commands.isEmpty()) {
            return "";
        }
        return """

                ## Give the caches a login
                A cache is born without one: its security group lets the apps in and nobody else. The apps' secrets with its URL
                have no value yet, and a task whose secret is empty does not start, so do this after the apply and before the first
                deploy. AWS makes the password; it goes from the script's memory to the cache and into the secrets, and Terraform
                leaves it alone.

                ```sh
                COMMANDS
                ```

                From then on the cache takes the login beside connections without one. Deploy; when every task is newer than the
                login, the same command with `--require` has the cache refuse all others. It asks ECS first, and stops while a task
                is older. `--rotate` makes another login in the same two steps. A run that was killed goes on where it was.

                Whoever runs it needs `elasticache:DescribeReplicationGroups` and `elasticache:ModifyReplicationGroup` on the cache;
                `secretsmanager:DescribeSecret`, `GetSecretValue`, `PutSecretValue` and `UpdateSecretVersionStage` on the secrets;
                `GetRandomPassword`; and `ecs:ListServices`, `ListTasks` and `DescribeTasks` in the cluster. The role `operator` of `access` has them.
                """.replace("COMMANDS", String.join("\n", commands));
    }

    private static List<String> commands(List<EnvironmentEstate> estates) {
        List<String> commands = new ArrayList<>();
        for (EnvironmentEstate estate : estates) {
            for (CachePlan cache : estate.caches()) {
                List<String> secrets = estate.secrets(cache);
                if (!secrets.isEmpty()) {
                    commands.add("./cache-login.sh --region " + estate.region() + " --cluster " + estate.name()
                            + " --cache " + AwsName.ofCache(estate.dataName(cache.name())) + " \\\n  "
                            + String.join(
                                    " ",
                                    secrets.stream()
                                            .map(secret -> "--secret " + secret)
                                            .toList()));
                }
            }
        }
        return commands;
    }
}
