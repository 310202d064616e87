package dev.dynolift.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.audit.Audit;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.Planner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins for libraries by whatever names a repository's files ask for them: the build is lent exactly those. */
class PrivateSourcesTest {

    @TempDir
    Path folder;

    @Test
    void a_token_that_npmrc_names_is_lent_to_npm() throws IOException {
        write("package.json", "{\"name\": \"shop\", \"scripts\": {\"build\": \"vite build\", \"start\": \"node .\"}}");
        write("package-lock.json", "{\"lockfileVersion\": 3}");
        write(
                ".npmrc",
                "@acme:registry=https://npm.pkg.github.com\n//npm.pkg.github.com/:_authToken=${GITHUB_NPM_TOKEN}\n");
        write("Procfile", "web: node .\n");

        assertThat(lent()).containsExactly("GITHUB_NPM_TOKEN");
        assertThat(dockerfile()).contains("RUN if grep -q '\"heroku-postbuild\"' package.json");
    }

    @Test
    void yarn_gets_it_whenever_it_runs_as_it_does_not_start_without() throws IOException {
        write(
                "package.json",
                "{\"name\": \"shop\", \"packageManager\": \"yarn@4.5.0\", \"scripts\": {\"build\": \"vite build\"}}");
        write("yarn.lock", "__metadata:\n  version: 8\n");
        write(".yarnrc.yml", "npmScopes:\n  acme:\n    npmAuthToken: \"${ACME_REGISTRY}\"\n");
        write("Procfile", "web: node .\n");

        assertThat(lent()).containsExactly("ACME_REGISTRY", "ACME_REGISTRY", "ACME_REGISTRY");
        assertThat(dockerfile()).contains("sh -c \"if grep -q '\\\"heroku-postbuild\\\"' package.json");
    }

    @Test
    void what_the_gemfile_reads_is_lent_to_bundler() throws IOException {
        write("Gemfile", """
                source "https://rubygems.org"
                source "https://#{ENV["ACME_GEMS_LOGIN"]}@gems.acme.example/" do
                  gem "billing"
                end
                gem "core", git: "https://#{ENV.fetch('CORE_LOGIN')}:x-oauth-basic@git.acme.example/core.git"
                gem "rack"
                """);
        write("Gemfile.lock", """
                GEM
                  remote: https://rubygems.org/
                  specs:
                    rack (3.1.0)

                GEM
                  remote: https://gems.acme.example/
                  specs:
                    billing (1.0.0)

                DEPENDENCIES
                  billing!
                  rack
                """);
        write("Procfile", "web: bundle exec rackup\n");

        assertThat(lent()).containsExactly("ACME_GEMS_LOGIN", "CORE_LOGIN");
    }

    @Test
    void addresses_of_pip_with_settings_in_them_are_lent_to_it() throws IOException {
        write(
                "requirements.txt",
                "--extra-index-url https://${INDEX_USER}:${INDEX_LOGIN}@pypi.acme.example/simple\nflask\n");
        write("Procfile", "web: flask run\n");

        assertThat(lent()).containsExactly("INDEX_LOGIN", "INDEX_USER");
    }

    @Test
    void so_are_those_of_a_pipfile() throws IOException {
        write("Pipfile", """
                [[source]]
                name = "pypi"
                url = "https://pypi.org/simple"

                [[source]]
                url = "https://robot:${PIPFILE_LOGIN}@pypi.acme.example/simple"
                name = "acme"
                """);
        write("Pipfile.lock", "{\"default\": {}}");
        write("Procfile", "web: flask run\n");

        assertThat(lent()).containsExactly("PIPFILE_LOGIN");
    }

    @Test
    void the_indexes_of_uv_and_poetry_are_told_with_the_names_of_their_logins() throws IOException {
        write("pyproject.toml", """
                [project]
                name = "shop"

                [[tool.uv.index]]
                name = "acme-internal"
                url = "https://pypi.acme.example/simple"

                [[tool.uv.index]]
                name = "torch"
                url = "https://download.pytorch.org/whl/cpu"

                [[tool.poetry.source]]
                name = "vendor.eu"
                url = "https://vendor.example/simple/"
                """);
        write("uv.lock", """
                [[package]]
                name = "billing"
                source = { registry = "https://pypi.acme.example/simple" }

                [[package]]
                name = "tax"
                source = { registry = "https://pypi.other.example/simple" }
                """);
        write("poetry.lock", """
                [[package]]
                name = "billing"

                [package.source]
                type = "legacy"
                url = "https://locked.example/simple"
                reference = "locked-one"
                """);

        assertThat(Audit.ofRepository(folder, "shop").findings())
                .filteredOn(finding -> finding.id().equals("private-source"))
                .extracting(finding -> finding.source() + " " + finding.next().replaceFirst(" as a secret.*", ""))
                .containsExactly(
                        "pyproject.toml:6 Give the build the settings UV_INDEX_ACME_INTERNAL_USERNAME and"
                                + " UV_INDEX_ACME_INTERNAL_PASSWORD",
                        "pyproject.toml:14 Give the build the settings POETRY_HTTP_BASIC_VENDOR_EU_USERNAME and"
                                + " POETRY_HTTP_BASIC_VENDOR_EU_PASSWORD",
                        "poetry.lock:6 Give the build the settings POETRY_HTTP_BASIC_LOCKED_ONE_USERNAME and"
                                + " POETRY_HTTP_BASIC_LOCKED_ONE_PASSWORD",
                        "uv.lock:7 Give the build the settings UV_INDEX_NAME_USERNAME and UV_INDEX_NAME_PASSWORD,"
                                + " with the name of its index");
    }

    /** The settings that the image's build mounts, which the pipelines may read, too. */
    private List<String> lent() throws IOException {
        List<String> mounted = Pattern.compile("--mount=type=secret,id=(\\w+),required=true")
                .matcher(dockerfile())
                .results()
                .map(mount -> mount.group(1))
                .toList();
        String values = Files.readString(folder.resolve("out/infra/production/terraform.tfvars.json"))
                .replaceAll("\\s", "");
        assertThat(values)
                .contains("\"build_settings\":[\""
                        + String.join("\",\"", mounted.stream().distinct().toList()) + "\"]");
        return mounted;
    }

    private String dockerfile() throws IOException {
        Inventory inventory = Audit.ofRepository(folder, "shop");
        MigrationPlan plan = Planner.plan(inventory, Optional.empty());
        Generator.generate(plan, inventory, folder.resolve("out"));
        return Files.readString(folder.resolve("out/image/shop/Dockerfile"));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
