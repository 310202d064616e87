package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.List;
import java.util.stream.Stream;

/** A buildpack that runs a program beside the app. */
final class SidecarBuildpack extends AppRule {

    private static final List<String> SIDECARS = List.of("pgbouncer", "nginx", "datadog", "stunnel");

    SidecarBuildpack() {
        super("sidecar-buildpack", WARNING, "b47");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        return app.buildpacks().stream()
                .filter(buildpack -> SIDECARS.stream().anyMatch(buildpack::contains))
                .map(buildpack -> finding(
                        app.name() + " " + buildpack,
                        "The buildpack " + buildpack + " runs a program beside the app in the same dyno.",
                        "A task runs what its command says and nothing else.",
                        "Plan it as a second container of the task, or leave it out: RDS Proxy pools connections, and the load"
                                + " balancer does most of what nginx does.",
                        buildpacks(app)));
    }
}
