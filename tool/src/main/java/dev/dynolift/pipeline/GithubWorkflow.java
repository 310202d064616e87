package dev.dynolift.pipeline;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The workflow for GitHub Actions: one job for each environment, with a login by OpenID Connect and no stored key. */
final class GithubWorkflow {

    private GithubWorkflow() {}

    static String text(String component, List<PipelineStage> stages, PipelineScripts scripts) {
        String branches = stages.stream().map(PipelineStage::branch).distinct().collect(Collectors.joining(", "));
        StringBuilder text = new StringBuilder("""
                # Builds each commit of the branch and deploys it to AWS. GitHub logs in by OpenID Connect as a role that
                # this repository and branch alone may take on; the variable AWS_ACCOUNT_ID of the repository says where.
                # An environment after the first is deployed to when a person runs the workflow.
                name: Deploy <app> to AWS

                on:
                  push:
                    branches: [<branches>]
                  workflow_dispatch: {}

                permissions:
                  contents: read
                  id-token: write

                jobs:
                """.replace("<app>", component).replace("<branches>", branches));
        PipelineStage before = null;
        for (PipelineStage stage : stages) {
            text.append(job(component, stage, before, scripts));
            before = stage;
        }
        return text.toString();
    }

    private static String job(
            String component, PipelineStage stage, @Nullable PipelineStage before, PipelineScripts scripts) {
        return scripts.in("""
                  <environment>:
                    if: <condition>
                    runs-on: <runner>
                    timeout-minutes: 180
                    # One at a time, and none that has begun is cut off.
                    concurrency:
                      group: <app>-<environment>
                    steps:
                      - uses: actions/checkout@v4
                <node>      - uses: aws-actions/configure-aws-credentials@v4
                        with:
                          role-to-assume: arn:aws:iam::<account>:role/<role>
                          role-duration-seconds: 10800
                          aws-region: <region>
                      - name: <step>
                        id: build
                        run: |
                          <made>=$(<build> --app <app> --environment <environment> --tag "$GITHUB_SHA"<promotion>)
                          echo "<made>=$<made>" >>"$GITHUB_OUTPUT"
                      - name: Deploy
                        env:
                          <MADE>: ${{ steps.build.outputs.<made> }}
                        run: <deploy> --app <app> --environment <environment> --<made> "$<MADE>"
                """)
                .replace("<node>", scripts.node().map(GithubWorkflow::node).orElse(""))
                .replace("<condition>", condition(stage, before))
                .replace("<runner>", stage.arm() ? "ubuntu-24.04-arm" : "ubuntu-24.04")
                .replace("<role>", stage.role(component))
                .replace("<account>", stage.account().isEmpty() ? "${{ vars.AWS_ACCOUNT_ID }}" : stage.account())
                .replace("<region>", stage.region())
                .replace("<promotion>", stage.promotion())
                .replace("<step>", stage.promotedFrom().isEmpty() ? "Build" : "Take over what was tried")
                .replace("<app>", component)
                .replace("<environment>", stage.environment());
    }

    private static String node(String version) {
        return """
                      - uses: actions/setup-node@v4
                        with:
                          node-version: "<version>"
                """.replace("<version>", version);
    }

    /**
     * What comes after another environment waits for a person, who runs the workflow from the list of actions. When both
     * have the same branch, the commit goes through the other one first.
     */
    private static String condition(PipelineStage stage, @Nullable PipelineStage before) {
        String branch = "github.ref == 'refs/heads/" + stage.branch() + "'";
        if (before == null) {
            return branch;
        }
        String needs = before.branch().equals(stage.branch()) ? "\n    needs: [" + before.environment() + "]" : "";
        return branch + " && github.event_name == 'workflow_dispatch'" + needs;
    }
}
