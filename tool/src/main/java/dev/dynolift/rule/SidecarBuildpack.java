package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.Map;
import java.util.stream.Stream;

/** A buildpack that runs a program beside the app. */
final class SidecarBuildpack extends AppRule {

    /** What each runs, and what becomes of it. */
    private static final Map<String, String> SIDECARS = Map.of(
            "pgbouncer",
            "Plan it as a second container of the task, or leave it out: RDS Proxy pools connections.",
            "nginx",
            "Leave it out where the load balancer does what it does, such as sending plain HTTP on; else plan it as a second"
                    + " container of the task.",
            "datadog",
            "Plan Datadog's agent as a second container of each task (its image public.ecr.aws/datadog/agent), with the same"
                    + " DD_API_KEY.",
            "stunnel",
            "Leave it out: clients of RDS and ElastiCache speak TLS themselves.");

    SidecarBuildpack() {
        super("sidecar-buildpack", WARNING, "b47");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        return app.buildpacks().stream().flatMap(buildpack -> SIDECARS.keySet().stream()
                .filter(buildpack::contains)
                .map(sidecar -> finding(
                        app.name() + " " + buildpack,
                        "The buildpack " + buildpack + " runs a program beside the app in the same dyno.",
                        "A task runs what its command says and nothing else.",
                        SIDECARS.getOrDefault(sidecar, ""),
                        buildpacks(app))));
    }
}
