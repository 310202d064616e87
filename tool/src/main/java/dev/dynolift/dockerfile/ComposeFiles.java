package dev.dynolift.dockerfile;

import dev.dynolift.manifest.GeneratedFile;
import dev.dynolift.plan.AppPlan;
import dev.dynolift.plan.AttachmentPlan;
import dev.dynolift.plan.DataPlan;
import dev.dynolift.plan.ImagePlan.Base;
import dev.dynolift.plan.ReleasePlan;
import dev.dynolift.plan.ServicePlan;
import dev.dynolift.plan.SettingPlan;
import dev.dynolift.plan.SettingPlan.Destination;
import dev.dynolift.plan.VariablePlan;
import dev.dynolift.plan.WebPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code compose.yaml}: the image as it runs on AWS, on a developer's machine, with what it needs beside it. Values of settings
 * are read from {@code .env}, of which there is an example with names alone.
 */
public final class ComposeFiles {

    private final String component;
    private final AppPlan app;
    private final Map<String, LocalData> data = new LinkedHashMap<>();

    /** Variables that lead the app to what stands beside it, or stand in the open in the plan. */
    private final Map<String, String> environment = new TreeMap<>();

    private ComposeFiles(String component, AppPlan app, List<DataPlan> attached) {
        this.component = component;
        this.app = app;
        for (VariablePlan variable : app.variables()) {
            environment.put(variable.name(), variable.value().value());
        }
        app.webService()
                .flatMap(ServicePlan::web)
                .ifPresent(web -> environment.putIfAbsent(
                        "PORT", String.valueOf(web.port().value())));
        for (DataPlan each : attached) {
            LocalData local = LocalData.of(each);
            boolean alone = attached.stream()
                            .filter(other -> LocalData.of(other).kind().equals(local.kind()))
                            .count()
                    == 1;
            String name = alone ? local.kind() : local.kind() + "-" + each.name();
            data.put(name, local);
            each.attachments().stream()
                    .filter(attachment -> attachment.app().equals(app.name()))
                    .map(AttachmentPlan::setting)
                    .forEach(setting -> environment.put(setting, local.url().replace("HOST", name)));
        }
    }

    /**
     * The files for one app.
     *
     * @param inEnvironment the data of the app's environment, its own and others'
     */
    public static List<GeneratedFile> of(String component, AppPlan app, List<DataPlan> inEnvironment) {
        List<DataPlan> attached = inEnvironment.stream()
                .filter(data -> data.attachments().stream()
                        .anyMatch(attachment -> attachment.app().equals(app.name())))
                .toList();
        ComposeFiles files = new ComposeFiles(component, app, attached);
        String folder = "image/" + component + "/";
        List<String> names = files.namesToFill();
        List<GeneratedFile> all = new ArrayList<>();
        all.add(GeneratedFile.text(folder + "compose.yaml", files.text(!names.isEmpty())));
        if (!names.isEmpty()) {
            all.add(GeneratedFile.text(
                    folder + ".env.example",
                    """
                    # The settings of <app>, by name. Copy this file to .env, which git has to ignore, and write values for your own
                    # machine behind the names; none is needed that the app can do without.
                    """.replace("<app>", component)
                            + names.stream().map(name -> name + "=\n").collect(Collectors.joining())));
        }
        return all;
    }

    /** Settings whose values nobody but a person knows. */
    private List<String> namesToFill() {
        return app.settings().stream()
                .filter(setting -> setting.destination().value() != Destination.DROPPED)
                .map(SettingPlan::name)
                .filter(name -> !environment.containsKey(name))
                .sorted()
                .toList();
    }

    private String text(boolean settings) {
        StringBuilder text = new StringBuilder("""
                # <app> on your machine: the image as it runs on AWS, with what it has there beside it. This file stands beside the
                # Dockerfile. With Docker (or Podman):
                #
                """.replace("<app>", component));
        if (settings) {
            text.append(
                    "#   cp .env.example .env                     # then write the settings' values; git has to ignore it\n");
        }
        app.release()
                .ifPresent(release ->
                        text.append("#   docker compose run --build --rm release  # as before each deploy\n"));
        text.append("#   docker compose up --build\n\n");
        common(text, settings);
        text.append("\nservices:\n");
        app.services().forEach(service -> service(text, service));
        app.release().ifPresent(release -> {
            begin(
                    text,
                    "release",
                    release.command().value(),
                    release.memoryMib().value(),
                    release.variables());
            text.append("    profiles: [release]\n");
        });
        data.forEach((name, local) -> {
            text.append("\n  ").append(name).append(":\n").append(local.lines());
            if (!local.volume().isEmpty()) {
                text.append("    volumes: [\"")
                        .append(name)
                        .append(':')
                        .append(local.volume())
                        .append("\"]\n");
            }
        });
        List<String> volumes = data.entrySet().stream()
                .filter(entry -> !entry.getValue().volume().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        if (!volumes.isEmpty()) {
            text.append("\nvolumes:\n");
            volumes.forEach(name -> text.append("  ").append(name).append(": {}\n"));
        }
        return text.toString();
    }

    private void service(StringBuilder text, ServicePlan service) {
        begin(
                text,
                service.name(),
                service.command().value(),
                service.memoryMib().value(),
                service.variables());
        text.append("    stop_grace_period: ")
                .append(service.stopTimeoutSeconds().value())
                .append("s\n");
        if (service.count().value() == 0) {
            text.append("    # At Heroku none runs: docker compose --profile ")
                    .append(service.name())
                    .append(" up\n    profiles: [")
                    .append(service.name())
                    .append("]\n");
        }
        service.web().ifPresent(web -> web(text, web));
    }

    private void web(StringBuilder text, WebPlan web) {
        int port = web.port().value();
        text.append("    ports: [\"127.0.0.1:")
                .append(port)
                .append(':')
                .append(port)
                .append("\"]\n");
        // Only of a generated image it is known that curl is in it.
        if (app.image().base().value() != Base.OWN) {
            text.append("""
                        healthcheck:
                          test: ["CMD-SHELL", "curl --fail --silent --output /dev/null --header 'X-Forwarded-Proto: https' http://127.0.0.1:<port><path>"]
                          interval: 30s
                          timeout: 5s
                          start_period: <grace>s
                    """.replace("<port>", String.valueOf(port))
                    .replace("<path>", escaped(web.healthCheckPath().value()))
                    .replace(
                            "<grace>",
                            String.valueOf(web.healthCheckGraceSeconds().value())));
        }
    }

    /** What all processes of the image have in common. */
    private void common(StringBuilder text, boolean settings) {
        text.append("x-image: &image\n  build: .\n  image: ").append(component).append(":local\n");
        if (settings) {
            text.append("  env_file: .env\n");
        }
        if (!environment.isEmpty()) {
            text.append(hasOwnVariables() ? "  environment: &environment\n" : "  environment:\n");
            environment.forEach((variable, value) -> text.append("    ")
                    .append(variable)
                    .append(": ")
                    .append(quoted(value))
                    .append('\n'));
        }
        if (!data.isEmpty()) {
            text.append("  depends_on:\n");
            data.keySet()
                    .forEach(each -> text.append("    ").append(each).append(":\n      condition: service_healthy\n"));
        }
    }

    private boolean hasOwnVariables() {
        return Stream.concat(
                        app.services().stream().map(ServicePlan::variables),
                        app.release().stream().map(ReleasePlan::variables))
                .anyMatch(variables -> !variables.isEmpty());
    }

    /** The command as its task has it, the memory of its task, and what it alone is told. */
    private void begin(StringBuilder text, String name, String command, int memory, List<VariablePlan> variables) {
        text.append("""

                  <name>:
                    <<: *image
                    <command>
                    # As on Fargate, without swap.
                    mem_limit: <memory>m
                    memswap_limit: <memory>m
                """.replace("<name>", name)
                .replace(
                        "<command>",
                        command.isBlank()
                                ? "# The image's own command."
                                : "command: [\"/bin/sh\", \"-c\", " + quoted(ShellLine.execed(command)) + "]")
                .replace("<memory>", String.valueOf(memory)));
        if (!variables.isEmpty()) {
            text.append("    environment:\n");
            if (!environment.isEmpty()) {
                text.append("      <<: *environment\n");
            }
            variables.stream().sorted(Comparator.comparing(VariablePlan::name)).forEach(variable -> text.append(
                            "      ")
                    .append(variable.name())
                    .append(": ")
                    .append(quoted(variable.value().value()))
                    .append('\n'));
        }
    }

    private static String quoted(String value) {
        return '"' + escaped(value) + '"';
    }

    /** Compose puts variables in place of a dollar unless there are two. */
    private static String escaped(String value) {
        return value.replace("$", "$$")
                .replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\t", "\\t");
    }
}
