package dev.dynolift.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.generate.CremaExample;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.repository.RepositoryReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of Python apps, by what is in their repositories. */
class PythonImageTest {

    @TempDir
    Path folder;

    @Test
    void requirements_come_with_all_the_files_that_they_name() throws IOException {
        String text = dockerfile(Map.of(
                "requirements.txt", "-r requirements/web.txt\n-c constraints.txt\ngunicorn==23.0.0\n",
                "requirements/web.txt", "-r base.txt\nFlask==3.0.3\n",
                "requirements/base.txt", "celery==5.4.0\n",
                "constraints.txt", "kombu<6\n"));

        assertThat(text)
                .containsSubsequence(
                        "COPY requirements.txt constraints.txt ./\n",
                        "COPY requirements/web.txt requirements/base.txt requirements/\n",
                        "RUN pip install --no-cache-dir --requirement requirements.txt\n",
                        "COPY . .\n")
                .doesNotContain("/opt/manager");
    }

    @Test
    void requirements_that_name_the_app_itself_are_installed_with_its_code_there() throws IOException {
        for (String line : new String[] {"-e .", ".", "--editable ./lib", "lib @ file:lib", "./lib[extra]", "lib/"}) {
            assertThat(dockerfile(Map.of("requirements.txt", "gunicorn\n" + line + "\n")))
                    .as(line)
                    .containsSubsequence("COPY . .\n", "RUN pip install")
                    .doesNotContain("COPY requirements.txt");
        }
        assertThat(dockerfile(Map.of("requirements.txt", "six==1.16.0 # ./lib\n./" + "\n")))
                .containsSubsequence("COPY . .\n", "RUN pip install");
        assertThat(dockerfile(Map.of(
                        "requirements.txt",
                        "-i https://packages.example/simple/\nlib @ git+https://git.example/lib\n")))
                .contains("COPY requirements.txt ./\n");
    }

    @Test
    void pipenv_poetry_and_uv_install_what_their_lock_files_say() throws IOException {
        assertThat(dockerfile(Map.of(
                        "Pipfile", "[packages]\n",
                        "Pipfile.lock", "{\"_meta\":{\"requires\":{\"python_version\":\"3.11\"}},\"default\":{}}",
                        "requirements.txt", "old\n")))
                .contains("ARG PYTHON_VERSION=3.11\n")
                .containsSubsequence(
                        "pipenv==", "COPY Pipfile Pipfile.lock ./\n", "pipenv install --deploy\n", "COPY . .")
                .doesNotContain("requirements.txt");
        assertThat(dockerfile(Map.of(
                        "pyproject.toml", "[project]\n",
                        "poetry.lock", "[[package]]\nname = \"flask\"\nversion = \"3.0.3\"\n")))
                .containsSubsequence(
                        "poetry==",
                        "COPY pyproject.toml poetry.lock ./\n",
                        "poetry sync --no-interaction --compile --only main --no-root\n",
                        "COPY . .\n",
                        "poetry sync --no-interaction --compile --only main\n");
        assertThat(dockerfile(Map.of(
                        "pyproject.toml", "[project]\n",
                        "uv.lock", "[[package]]\nname = \"flask\"\nversion = \"3.0.3\"\n")))
                .containsSubsequence(
                        "uv==",
                        "COPY pyproject.toml uv.lock ./\n",
                        "uv sync --locked --no-default-groups --compile-bytecode --no-install-project\n",
                        "COPY . .\n",
                        "uv sync --locked --no-default-groups --compile-bytecode\n");
    }

    @Test
    void libraries_of_the_system_that_packages_load_are_installed() throws IOException {
        assertThat(dockerfile(Map.of(
                        "requirements.txt", "WeasyPrint==62.3\npython-magic==0.4.27\nxmlsec==1.3.14\npyzbar==0.1.9\n")))
                .contains(
                        " libpangoft2-1.0-0 \\\n",
                        " libmagic1 \\\n",
                        " libxmlsec1-openssl \\\n",
                        " libzbar0 \\\n",
                        " libxmlsec1-dev \\\n");
    }

    @Test
    void static_files_that_cannot_be_collected_end_the_build() throws Exception {
        String text = dockerfile(Map.of(
                "requirements.txt", "Django==5.1.1\n",
                "shop/settings.py",
                        "import os\nSECRET_KEY = os.environ['SECRET_KEY']\nPAGES = int(os.environ['PAGE_SIZE'])\n"));

        assertThat(text).contains("\nRUN PAGE_SIZE=1 SECRET_KEY=").doesNotContain("|| echo");
        String line = text.substring(text.indexOf("sh -ec '[ -f manage.py"));
        line = line.substring(0, line.indexOf("esac'") + 5).replace("\\\n", "");
        assertThat(run(line)).as("a project without manage.py").isZero();

        Path python = Files.writeString(
                folder.resolve("python"),
                "#!/bin/sh\n[ -z \"$BROKEN\" ] || exit 1\n[ \"$2\" != help ] || echo \"$COMMANDS\"\n[ \"$2\" != collectstatic ]\n");
        assertThat(python.toFile().setExecutable(true)).isTrue();
        Files.createFile(folder.resolve("manage.py"));
        assertThat(run(line, "COMMANDS", "check\nmigrate"))
                .as("no such command")
                .isZero();
        assertThat(run(line, "COMMANDS", "check\ncollectstatic")).as("it fails").isNotZero();
        assertThat(run(line, "BROKEN", "yes")).as("settings that end").isNotZero();
    }

    private int run(String line, String... settings) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", line).directory(folder.toFile());
        builder.environment().put("PATH", folder + ":/usr/bin:/bin");
        for (int i = 0; i < settings.length; i += 2) {
            builder.environment().put(settings[i], settings[i + 1]);
        }
        Process process = builder.redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }

    private String dockerfile(Map<String, String> files) throws IOException {
        Path code = Files.createTempDirectory(folder, "code");
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path place = code.resolve(file.getKey());
            Files.createDirectories(place.getParent());
            Files.writeString(place, file.getValue(), StandardCharsets.UTF_8);
        }
        Files.writeString(code.resolve("Procfile"), "web: gunicorn app:app\n");
        RepositoryFacts facts = RepositoryReader.read(code).facts();
        assertThat(facts.language()).isEqualTo("python");
        return PythonImage.dockerfile(new ImageSource(
                "crema",
                CremaExample.plan().apps().get(0),
                CremaExample.inventory().app("crema").orElseThrow(),
                facts));
    }
}
