package dev.dynolift.pipeline;

import dev.dynolift.manifest.GeneratedFile;
import java.util.ArrayList;
import java.util.List;

/** The pipelines for Semaphore: a first one, and a promotion for each environment, with a login by OpenID Connect. */
final class SemaphorePipelines {

    private SemaphorePipelines() {}

    static List<GeneratedFile> files(
            String folder, String component, List<PipelineStage> stages, PipelineScripts scripts) {
        List<GeneratedFile> files = new ArrayList<>();
        files.add(GeneratedFile.text(folder + "semaphore.yml", first(component, stages, scripts)));
        for (PipelineStage stage : stages) {
            files.add(GeneratedFile.text(
                    folder + "deploy-" + stage.environment() + ".yml", deploy(component, stage, scripts)));
        }
        return files;
    }

    private static String first(String component, List<PipelineStage> stages, PipelineScripts scripts) {
        StringBuilder text = new StringBuilder(
                scripts.in("""
                # What every commit goes through. Put the app's tests into the block; the promotions below lead to AWS.
                version: v1.0
                name: <app>
                agent:
                  machine:
                    type: <machine>
                    os_image: ubuntu2404

                blocks:
                  - name: Scripts
                    task:
                      jobs:
                        - name: Read the scripts that deploy
                          commands:
                            - checkout
                            - sh -n <build>
                            - sh -n <deploy>

                promotions:
                """).replace("<app>", component).replace("<machine>", machine(stages.get(0))));
        for (PipelineStage stage : stages) {
            text.append("  - name: Deploy to ")
                    .append(stage.environment())
                    .append("\n    pipeline_file: deploy-")
                    .append(stage.environment())
                    .append(".yml\n");
            if (!stage.byHand()) {
                text.append("    auto_promote:\n      when: \"branch = '")
                        .append(stage.branch())
                        .append("' and result = 'passed'\"\n");
            }
        }
        return text.toString();
    }

    private static String deploy(String component, PipelineStage stage, PipelineScripts scripts) {
        return scripts.in("""
                # <work> the commit and deploys it to <environment>. Semaphore logs in by OpenID Connect as a role that this
                # repository and branch alone may take on; the secret aws-account holds AWS_ACCOUNT_ID.
                version: v1.0
                name: Deploy <app> to <environment>
                agent:
                  machine:
                    type: <machine>
                    os_image: ubuntu2404

                # One at a time, and none that has begun is cut off.
                queue:
                  name: <app>-<environment>
                  scope: project

                execution_time_limit:
                  hours: 3

                blocks:
                  - name: Deploy
                    task:
                      secrets:
                        - name: aws-account
                      env_vars:
                        - name: AWS_REGION
                          value: <region>
                      jobs:
                        - name: Build and deploy
                          commands:
                            - checkout
                            - printf '%s' "$SEMAPHORE_OIDC_TOKEN" > "$HOME/aws-token"
                            - export AWS_WEB_IDENTITY_TOKEN_FILE="$HOME/aws-token"
                            - export AWS_ROLE_ARN="arn:aws:iam::<account>:role/<role>"
                            - export AWS_ROLE_SESSION_NAME="semaphore-$SEMAPHORE_JOB_ID"
                <node>            - <MADE>=$(<build> --app <app> --environment <environment> --tag "$SEMAPHORE_GIT_SHA"<promotion>)
                            - <deploy> --app <app> --environment <environment> --<made> "$<MADE>"
                """)
                .replace(
                        "<node>",
                        scripts.node()
                                .map(version -> "            - sem-version node " + version + "\n")
                                .orElse(""))
                .replace("<machine>", machine(stage))
                .replace(
                        "<work>",
                        stage.promotedFrom().isEmpty() ? "Builds" : "Takes over the " + scripts.made() + " of")
                .replace("<role>", stage.role(component))
                .replace("<account>", stage.account().isEmpty() ? "$AWS_ACCOUNT_ID" : stage.account())
                .replace("<region>", stage.region())
                .replace("<promotion>", stage.promotion())
                .replace("<app>", component)
                .replace("<environment>", stage.environment());
    }

    private static String machine(PipelineStage stage) {
        return stage.arm() ? "r1-standard-4" : "e1-standard-2";
    }
}
