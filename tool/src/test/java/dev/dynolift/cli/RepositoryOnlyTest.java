package dev.dynolift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.PlanFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a checkout to Terraform without any login: what is not known is said to be assumed. */
class RepositoryOnlyTest {

    @TempDir
    Path folder;

    @Test
    void a_rails_checkout_gets_a_plan_and_files() throws Exception {
        MigrationPlan plan = planned(Path.of("..", "examples", "crema", "repo"), "repo");

        assertThat(plan.apps()).singleElement().satisfies(app -> {
            assertThat(app.services()).extracting(service -> service.name()).contains("web");
            assertThat(app.webService()).isPresent();
        });
        assertThat(plan.databases()).hasSize(1);
        generated("jobs-in-key-value-store");
        assertThat(folder.resolve("workspace/image")).isDirectory();
    }

    @Test
    void a_node_checkout_gets_a_plan_and_files() throws Exception {
        Path code = Files.createDirectory(folder.resolve("tickets"));
        Files.writeString(code.resolve("package.json"), """
                {"name": "tickets", "engines": {"node": "22.x"}, "scripts": {"start": "node server.js"},
                 "dependencies": {"express": "^4.19.0", "pg": "^8.11.0", "ioredis": "^5.4.0"}}
                """);
        Files.writeString(
                code.resolve("package-lock.json"), "{\"name\": \"tickets\", \"lockfileVersion\": 3, \"packages\": {}}");
        Files.writeString(code.resolve("server.js"), """
                const { Pool } = require('pg');
                const pool = new Pool({ connectionString: process.env.DATABASE_URL });
                const key = process.env.STRIPE_SECRET_KEY;
                require('express')().listen(process.env.PORT);
                """);
        Files.writeString(code.resolve("Procfile"), "web: node server.js\nworker: node worker.js\n");

        MigrationPlan plan = planned(code, "tickets");

        assertThat(plan.apps().get(0).services())
                .extracting(service -> service.name())
                .contains("web", "worker");
        generated();
        assertThat(Files.readString(dockerfile())).contains("node");
    }

    @Test
    void a_python_checkout_gets_a_plan_and_files() throws Exception {
        Path code = Files.createDirectory(folder.resolve("library"));
        Files.writeString(code.resolve("requirements.txt"), "Django==5.1\ngunicorn==22.0\npsycopg2==2.9.9\n");
        Files.writeString(code.resolve("runtime.txt"), "python-3.12.4\n");
        Files.writeString(code.resolve("Procfile"), "release: python manage.py migrate\nweb: gunicorn library.wsgi\n");
        Files.writeString(
                code.resolve("manage.py"),
                "import os\nSECRET = os.environ['SECRET_KEY']\nURL = os.environ['DATABASE_URL']\n");

        MigrationPlan plan = planned(code, "library");

        assertThat(plan.apps().get(0).release()).isPresent();
        generated();
        assertThat(Files.readString(dockerfile())).contains("python");
    }

    @Test
    void an_image_without_a_line_to_run_starts_what_its_own_dockerfile_says() throws Exception {
        Path code = Files.createDirectories(folder.resolve("own/docker")).getParent();
        Files.writeString(code.resolve("heroku.yml"), "build:\n  docker:\n    web: ./docker/web.Dockerfile\n");
        Path dockerfile = code.resolve("docker/web.Dockerfile");
        Files.writeString(dockerfile, "FROM node:22-slim\nCOPY . .\nUSER node\nCMD [\"node\",\"i.js\"]\n");

        assertThat(planned(code, "own")
                        .apps()
                        .get(0)
                        .webService()
                        .orElseThrow()
                        .command()
                        .value())
                .isEqualTo("node i.js");

        Files.writeString(dockerfile, "FROM nginx:1.27\nUSER nginx\n");
        assertThat(planned(code, "own")
                        .apps()
                        .get(0)
                        .webService()
                        .orElseThrow()
                        .command()
                        .value())
                .isEmpty();
        assertThat(run("generate")).isZero();
        assertThat(Files.readString(folder.resolve("workspace/infra/production/terraform.tfvars.json")))
                .contains("\"dockerfile\" : \"docker/web.Dockerfile\"", "\"command\" : \"\"");
        assertThat(folder.resolve("workspace/findings.md")).content().contains("docker/web.Dockerfile:1");
        assertThat(run("image", "check", "--read-only", "--repo", code.toString()))
                .isZero();
        // Where dynolift writes the Dockerfile, nothing else would say what runs.
        assertThat(run("plan", "--set", "apps.own.image.base=slim")).isEqualTo(2);
    }

    @Test
    void a_checkout_that_runs_nothing_is_refused_with_what_to_do() throws Exception {
        Path code = Files.createDirectory(folder.resolve("notes"));
        Files.writeString(code.resolve("README.md"), "# Notes\n");

        assertThat(run("audit", "--repo", code.toString())).isZero();
        int planned = run("plan");

        assertThat(planned).isEqualTo(3);
        assertThat(folder.resolve("workspace/findings.md")).content().contains("nothing-runs", "write a Procfile");
        assertThat(run("generate")).isEqualTo(3);
        assertThat(folder.resolve("workspace/infra")).doesNotExist();
    }

    private MigrationPlan planned(Path code, String app) {
        assertThat(run("audit", "--repo", code.toString())).isZero();
        Inventory inventory = InventoryFile.read(folder.resolve("workspace/inventory.json"));
        assertThat(inventory.apps()).extracting(one -> one.name()).containsExactly(app);
        assertThat(inventory.source()).isEqualTo("repository only");
        assertThat(run("plan")).isIn(0, 3);
        return PlanFile.read(folder.resolve("workspace/plan.yaml"));
    }

    /** What blocks is accepted, as a person does who knows better. */
    private void generated(String... accepted) throws Exception {
        Path file = folder.resolve("workspace/plan.yaml");
        List<String> blocking = PlanFile.read(file).openBlockers().stream()
                .map(blocker -> blocker.finding().id())
                .toList();
        assertThat(blocking).containsExactly(accepted);
        Files.writeString(file, Files.readString(file).replace("accepted: false", "accepted: true "));
        assertThat(run("cost")).isZero();
        assertThat(run("generate")).isZero();
        assertThat(folder.resolve("workspace/infra/production/terraform.tfvars.json"))
                .isRegularFile();
        assertThat(folder.resolve("workspace/findings.md")).content().contains("assumed");
    }

    private Path dockerfile() throws Exception {
        try (var files = Files.walk(folder.resolve("workspace/image"))) {
            return files.filter(file -> file.endsWith("Dockerfile")).findFirst().orElseThrow();
        }
    }

    private int run(String command, String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = command;
        System.arraycopy(more, 0, arguments, 1, more.length);
        arguments[more.length + 1] = "--workspace";
        arguments[more.length + 2] = folder.resolve("workspace").toString();
        return Main.run(arguments);
    }
}
