package dev.dynolift.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.generate.CremaExample;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Library;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.manifest.GeneratedFile;
import dev.dynolift.plan.AppPlan;
import dev.dynolift.plan.Choice;
import dev.dynolift.plan.ImagePlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFilesTest {

    private static final AppPlan APP = CremaExample.plan().apps().get(0);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"ruby", "node", "python"})
    void a_dockerfile_has_instructions_only_and_ends_without_root(String language) {
        String text = dockerfile(CremaExample.facts(language, "7.1.3"));

        List<String> instructions = Arrays.stream(text.replaceAll("(?m)^#.*\n", "")
                        .replaceAll("\\\\\n", " ")
                        .split("\n"))
                .filter(line -> !line.isBlank())
                .toList();
        assertThat(instructions)
                .allMatch(line -> line.matches("(FROM|ARG|WORKDIR|RUN|ADD|ENV|COPY|USER|EXPOSE|ENTRYPOINT|CMD) .+"));
        assertThat(text).contains("USER app:app", "ENTRYPOINT [\"/usr/local/bin/entrypoint.sh\"]", "WORKDIR /app");
        assertThat(text.indexOf("USER app:app")).isGreaterThan(text.lastIndexOf("\nRUN "));
        assertThat(instructions.get(instructions.size() - 1))
                .isEqualTo("CMD [\"/bin/sh\", \"-c\", \"exec bundle exec puma -C config/puma.rb\"]");
    }

    @ParameterizedTest
    @CsvSource({"ruby,ruby", "node,node", "python,python"})
    void heroku_s_image_gets_the_language_and_only_what_it_lacks(String language, String from) {
        String text = ImageFiles.of(
                        new ImageSource(
                                "crema",
                                onHeroku(APP),
                                CremaExample.inventory().app("crema").orElseThrow(),
                                CremaExample.facts(language, "7.1.3")),
                        new ArrayList<>())
                .get(0)
                .content();

        for (String stage : List.of(stage(text, "AS base"), stage(text, "AS build"))) {
            assertThat(stage)
                    .contains("\nUSER root\n", "COPY --from=" + from + " /usr/local /usr/local", "RUN ldconfig");
        }
        assertThat(stage(text, "AS " + from)).startsWith("FROM docker.io/library/" + from + ":");
        assertThat(text)
                .contains("FROM docker.io/heroku/heroku:24 AS base", "FROM docker.io/heroku/heroku:24-build AS build")
                .contains("RUN userdel --remove heroku\n", "USER app:app")
                .doesNotContain("        curl \\", "        git \\", "        build-essential \\");
    }

    private static AppPlan onHeroku(AppPlan app) {
        ImagePlan image = app.image();
        return new AppPlan(
                app.name(),
                app.component(),
                app.environment(),
                app.services(),
                app.release(),
                app.scheduledJobs(),
                app.variables(),
                app.settings(),
                app.addons(),
                app.logDrains(),
                app.domains(),
                app.site(),
                app.secrets(),
                app.pipeline(),
                new ImagePlan(
                        Choice.yours(ImagePlan.Base.HEROKU_24, ""),
                        image.assets(),
                        image.assetsFolder(),
                        image.assetsPath(),
                        image.assetsVariable()));
    }

    @Test
    void a_program_of_the_build_gets_settings_from_files_as_they_are() throws Exception {
        Map<String, String> values =
                Map.of("LOGIN", "it's \"quoted\" $HOME `id` \\n é\nsecond line", "TOKEN_2", " two  words ");
        String line = new Dockerfile()
                .runWithSecrets(List.of("LOGIN", "TOKEN_2"), "/bin/sh -c 'printf \"%s|%s\" \"$LOGIN\" \"$TOKEN_2\"'")
                .toString();
        for (Map.Entry<String, String> value : values.entrySet()) {
            Files.writeString(folder.resolve(value.getKey()), value.getValue() + "\n");
            assertThat(line).contains("--mount=type=secret,id=" + value.getKey() + ",required=true ");
        }

        String command = line.replaceFirst("^RUN ", "")
                .replaceAll("--mount=\\S+ \\\\\\R", "")
                .replace("/run/secrets", folder.toString());

        Process process = new ProcessBuilder("/bin/sh", "-c", command).start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(values.get("LOGIN") + "|" + values.get("TOKEN_2"));
    }

    @Test
    void an_older_rails_gets_a_made_up_key_for_its_assets() {
        assertThat(dockerfile(CremaExample.facts("ruby", "7.1.3"))).contains("SECRET_KEY_BASE_DUMMY=1");
        assertThat(dockerfile(CremaExample.facts("ruby", "7.0.8")))
                .contains("SECRET_KEY_BASE=for-the-build-only")
                .doesNotContain("DUMMY");
    }

    @Test
    void a_ruby_that_nobody_named_is_no_older_than_the_code_takes() {
        assertThat(RubyImage.otherwise(null)).isEqualTo("3.3");
        assertThat(RubyImage.otherwise("2.5")).isEqualTo("3.3");
        assertThat(RubyImage.otherwise("3.10.1")).isEqualTo("3.10.1");
    }

    @Test
    void node_stays_in_the_image_when_a_gem_runs_javascript() {
        RepositoryFacts facts = CremaExample.facts("ruby", "7.1.3");
        List<Library> libraries = new ArrayList<>(facts.libraries());
        libraries.add(new Library("execjs", "2.9.1"));

        String base = stage(dockerfile(with(facts, libraries)), "AS base");

        assertThat(stage(dockerfile(facts), "AS base")).doesNotContain("--from=node");
        assertThat(base).contains("COPY --from=node /usr/local/bin/node /usr/local/bin/");
    }

    @Test
    void a_python_app_gets_the_assets_that_package_json_builds() {
        String text = dockerfile(CremaExample.facts("python", "7.1.3"));

        assertThat(text).contains("ARG NODE_VERSION=20");
        assertThat(stage(text, "AS assets")).contains("yarn install --frozen-lockfile", "yarn run build");
        assertThat(stage(text, "AS build"))
                .contains("COPY --from=assets /app /app")
                .doesNotContain("COPY . .");
    }

    @Test
    void libraries_and_buildpacks_bring_their_packages() {
        String text = dockerfile(CremaExample.facts("ruby", "7.1.3"));

        assertThat(stage(text, "AS base"))
                .contains("postgresql-client", "libvips", "libjemalloc2", "poppler-utils", "LD_PRELOAD");
        assertThat(stage(text, "AS build")).contains("libpq-dev");
    }

    @ParameterizedTest
    @CsvSource({"20.11.1,20.11.1", "20.x,20", ">=18 <21,18", "^20.11,20", "20.11,20.11"})
    void a_version_becomes_a_tag(String version, String tag) {
        assertThat(ImageSource.tag(version, "22")).isEqualTo(tag);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '#',
            value = {
                "bin/job --all,exec bin/job --all",
                "A=$HOME B='two words' bin/job,A=$HOME B='two words' exec bin/job",
                "A=${B:-5} bin/job,A=${B:-5} exec bin/job",
                "A=${B//-/ } bin/job,A=${B//-/ } bin/job",
                "A=b\\ c bin/job,A=b\\ c bin/job",
                "bin/a && bin/b,bin/a && bin/b",
                "NOW=$(date) bin/job,NOW=$(date) bin/job",
                "cd sub,cd sub",
                "exec bin/job,exec bin/job",
                "A=1,A=1",
                "testing,exec testing"
            })
    void only_a_single_program_is_execed(String line, String execed) {
        assertThat(ShellLine.execed(line)).isEqualTo(execed);
    }

    @Test
    void what_has_no_recipe_is_said() {
        List<String> notes = new CopyOnWriteArrayList<>();

        List<GeneratedFile> files = ImageFiles.of(source(CremaExample.facts("go", "7.1.3")), notes);

        assertThat(files).extracting(GeneratedFile::path).doesNotContain("image/crema/Dockerfile");
        assertThat(notes).anyMatch(note -> note.startsWith("There is no recipe for the image of crema (go)"));
    }

    @Test
    void the_entrypoint_sets_defaults_reads_the_profile_and_becomes_the_process() throws Exception {
        Files.writeString(folder.resolve(".profile"), "export FROM_PROFILE=yes\nfalse\n");

        String said = run(
                Map.of("RAILS_ENV", "staging"),
                "/bin/sh",
                "-c",
                "exec sh -c 'echo $$ $RAILS_ENV $LANG $MALLOC_ARENA_MAX $FROM_PROFILE'");

        String[] words = said.strip().split(" ");
        assertThat(words).hasSize(5);
        assertThat(Arrays.copyOfRange(words, 1, 5)).containsExactly("staging", "en_US.UTF-8", "2", "yes");
        assertThat(Long.parseLong(words[0])).as("the process that was started").isEqualTo(lastPid);
    }

    @Test
    void the_entrypoint_without_a_command_says_so() throws Exception {
        assertThat(run(Map.of())).contains("there is no command to run");
        assertThat(lastExitCode).isEqualTo(64);
    }

    private long lastPid;
    private int lastExitCode;

    private String run(Map<String, String> settings, String... command) throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolve("entrypoint.sh"), EntrypointScript.text(APP));
        List<String> words = new ArrayList<>(List.of("/bin/bash", script.toString()));
        words.addAll(List.of(command));
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
        List.of("LANG", "MALLOC_ARENA_MAX", "RAILS_ENV").forEach(builder.environment()::remove);
        builder.environment().putAll(settings);
        Process process = builder.start();
        lastPid = process.pid();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        lastExitCode = process.exitValue();
        return output;
    }

    private static String dockerfile(RepositoryFacts facts) {
        return ImageFiles.of(source(facts), new ArrayList<>()).stream()
                .filter(file -> file.path().endsWith("/Dockerfile"))
                .findFirst()
                .orElseThrow()
                .content();
    }

    private static ImageSource source(RepositoryFacts facts) {
        HerokuApp heroku = CremaExample.inventory().app("crema").orElseThrow();
        return new ImageSource("crema", APP, heroku, facts);
    }

    /** The lines from the stage's FROM to the next one. */
    private static String stage(String dockerfile, String name) {
        return Arrays.stream(dockerfile.split("(?m)^(?=FROM )"))
                .filter(stage -> stage.lines().findFirst().orElse("").endsWith(name))
                .findFirst()
                .orElseThrow();
    }

    private static RepositoryFacts with(RepositoryFacts facts, List<Library> libraries) {
        return new RepositoryFacts(
                facts.language(),
                facts.frameworks(),
                libraries,
                facts.rubyVersion(),
                facts.bundlerVersion(),
                facts.nodeVersion(),
                facts.packageManager(),
                facts.nodeBuild(),
                facts.pythonVersion(),
                facts.procfile(),
                facts.aptPackages(),
                facts.buildpacks(),
                facts.appJson(),
                facts.herokuYml(),
                facts.dockerfile(),
                facts.profileScript(),
                facts.usesActionCable(),
                facts.usesSidekiq(),
                facts.usesActiveStorage(),
                facts.usesAssetPipeline(),
                facts.forcesSsl(),
                facts.shutdownSeconds(),
                facts.pumaKeepAlive(),
                facts.localUploads(),
                facts.healthPath(),
                facts.schedulerTasks(),
                facts.mentions(),
                facts.commit());
    }
}
