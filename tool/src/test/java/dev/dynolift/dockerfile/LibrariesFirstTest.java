package dev.dynolift.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.generate.CremaExample;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.repository.RepositoryReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Libraries are installed before the app's code is copied only where the installation does not read that code. */
class LibrariesFirstTest {

    private static final String LOCK = "GEM\n  specs:\n    rails (7.1.3)\n\nRUBY VERSION\n   ruby 3.2.2p53\n";

    @TempDir
    Path folder;

    @Test
    void gems_come_before_the_code_with_all_that_bundler_reads() throws IOException {
        String text = ruby(Map.of(".ruby-version", "3.2.2\n", "Gemfile", "ruby file: '.ruby-version'\ngem 'rails'\n"));

        assertThat(text)
                .containsSubsequence("COPY Gemfile Gemfile.lock .ruby-version ./\n", "bundle install", "\nCOPY . .\n");
        assertThat(text.substring(text.lastIndexOf("FROM base")))
                .contains("ENV GEM_PATH=/usr/local/bundle/ruby/3.2.0:\n")
                .contains("ENV PATH=/app/bin:/usr/local/bundle/ruby/3.2.0/bin:$PATH\n");
    }

    @Test
    void gems_that_are_folders_come_after_the_code() throws IOException {
        for (Map<String, String> files : List.of(
                Map.of("Gemfile.lock", "PATH\n  remote: engines/billing\n  specs:\n    billing (0.1)\n\n" + LOCK),
                Map.of("vendor/cache/rails-7.1.3.gem", ""),
                Map.of("Gemfile", "eval_gemfile 'gems/common.rb'\n"),
                Map.of("Gemfile", "ruby File.read('config/ruby').strip\n"),
                Map.of("Gemfile", "gemspec\n"))) {
            assertThat(ruby(files))
                    .as(files.toString())
                    .containsSubsequence("\nCOPY . .\n", "bundle install")
                    .doesNotContain("COPY Gemfile")
                    .containsOnlyOnce("COPY . .");
        }
    }

    @Test
    void packages_of_an_aptfile_s_own_repository_are_left_out() throws IOException {
        assertThat(ruby(Map.of(
                        "Aptfile",
                        "ghostscript\n:repo:deb https://apt.example/ jammy-pgdg main\npostgresql-client-16\n")))
                .contains(" ghostscript \\\n")
                .doesNotContain("postgresql-client-16", "apt.example");
    }

    @Test
    void packages_come_before_the_code_with_all_that_their_manager_reads() throws IOException {
        String text = node("{\"dependencies\":{\"express\":\"^4\"}}", Map.of("package-lock.json", "{}", ".npmrc", ""));

        assertThat(text)
                .containsSubsequence("COPY package.json package-lock.json .npmrc ./\n", "npm ci", "\nCOPY . .\n")
                .contains("PATH=$PATH:/app/bin:/app/node_modules/.bin\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"dependencies\":{\"@prisma/client\":\"^5\"}}",
                "{\"dependencies\":{\"mine\":\"file:../mine\"}}",
                "{\"devDependencies\":{\"mine\":\"workspace:*\"}}",
                "{\"scripts\":{\"postinstall\":\"patch-package\"}}",
                "{\"workspaces\":[\"packages/*\"]}",
            })
    void packages_that_are_made_of_the_code_come_after_it(String json) throws IOException {
        assertThat(node(json, Map.of("package-lock.json", "{}")))
                .containsSubsequence("\nCOPY . .\n", "npm ci")
                .containsOnlyOnce("COPY . .")
                .doesNotContain("COPY package.json");
    }

    @Test
    void the_package_manager_is_the_one_that_the_repository_asks_for() throws IOException {
        assertThat(node("{\"packageManager\":\"yarn@4.5.3+sha512.0a1b\"}", Map.of("yarn.lock", "__metadata:\n")))
                .contains("npm install --global --force @yarnpkg/cli-dist@4.5.3\n", "yarn install --immutable\n")
                .contains("yarn workspaces focus --all --production")
                .doesNotContain("--frozen-lockfile");
        assertThat(node("{}", Map.of("yarn.lock", "__metadata:\n", ".yarnrc.yml", "nodeLinker: node-modules\n")))
                .contains("@yarnpkg/cli-dist@4.x\n", "COPY package.json yarn.lock .yarnrc.yml ./\n");
        assertThat(node(
                        "{}",
                        Map.of(
                                ".yarnrc.yml",
                                "yarnPath: .yarn/releases/yarn-3.8.1.cjs\n",
                                "yarn.lock",
                                "__metadata:\n")))
                .contains("@yarnpkg/cli-dist@3.8.1\n");
        assertThat(node("{}", Map.of("yarn.lock", "# yarn lockfile v1\n")))
                .contains("--force yarn@1\n", "yarn install --frozen-lockfile --production=false\n");
        assertThat(node("{\"packageManager\":\"pnpm@10.4.1\"}", Map.of("pnpm-lock.yaml", "")))
                .contains("npm install --global pnpm@10.4.1\n", "pnpm install --frozen-lockfile --no-prod\n");
        assertThat(node("{\"engines\":{\"pnpm\":\">=9 <11\"}}", Map.of("pnpm-lock.yaml", "")))
                .contains("npm install --global 'pnpm@>=9 <11'\n");
        assertThat(node("{\"engines\":{\"pnpm\":\"9'; id; '\"}}", Map.of("pnpm-lock.yaml", "")))
                .contains("npm install --global pnpm@9\n");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "20.11.1,20.11.1",
                "v20.11.1,20.11.1",
                "20.x,20",
                "20,20",
                "~20.11,20.11",
                "20.11.x,20.11",
                "^20.11.0,20",
                ">=18,24",
                ">= 18.17.0,24",
                ">=18 <21,20",
                ">=20 <23,22",
                ">=20.5 <=22.4,22",
                "^18 || ^20,20",
                "18 || 20 || 22,22",
                "18 - 20,20",
                "<19.1,18",
                "19.x,19",
                ">=26,26",
                "*,24",
                "lts/*,24",
                "'',24",
            })
    void node_s_version_is_the_newest_of_long_support_that_fits(String asked, String tag) {
        assertThat(NodeVersion.tag(asked)).isEqualTo(tag);
    }

    private String ruby(Map<String, String> files) throws IOException {
        Map<String, String> all = new HashMap<>(Map.of("Gemfile", "gem 'rails'\n", "Gemfile.lock", LOCK));
        all.putAll(files);
        return RubyImage.dockerfile(source(all));
    }

    private String node(String json, Map<String, String> files) throws IOException {
        Map<String, String> all = new HashMap<>(files);
        all.put("package.json", json);
        return NodeImage.dockerfile(source(all));
    }

    private ImageSource source(Map<String, String> files) throws IOException {
        Path code = Files.createTempDirectory(folder, "code");
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path place = code.resolve(file.getKey());
            Files.createDirectories(place.getParent());
            Files.writeString(place, file.getValue());
        }
        RepositoryFacts facts = RepositoryReader.read(code).facts();
        return new ImageSource(
                "crema",
                CremaExample.plan().apps().get(0),
                CremaExample.inventory().app("crema").orElseThrow(),
                facts);
    }
}
