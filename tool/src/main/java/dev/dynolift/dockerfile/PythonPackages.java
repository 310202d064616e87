package dev.dynolift.dockerfile;

import dev.dynolift.inventory.PrivateSource.Reader;
import dev.dynolift.inventory.PythonLibraries;
import dev.dynolift.inventory.PythonLibraries.Installer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The lines that install a Python app's libraries into /opt/python, by the program that its repository is for. */
final class PythonPackages {

    /** Settings by which these programs reach private packages. */
    static final Pattern SECRETS = Pattern.compile("PIP_(EXTRA_)?INDEX_URL|UV_(DEFAULT_INDEX|INDEX|(EXTRA_)?INDEX_URL)"
            + "|UV_INDEX_[A-Z0-9_]+_(USERNAME|PASSWORD)|POETRY_HTTP_BASIC_[A-Z0-9_]+_(USERNAME|PASSWORD)|GITHUB_TOKEN");

    /** Those that Heroku's buildpack installs. */
    private static final Map<Installer, String> VERSIONS =
            Map.of(Installer.PIPENV, "pipenv==2025.0.1", Installer.POETRY, "poetry==2.4.2", Installer.UV, "uv==0.9.28");

    private final List<String> secrets;
    private final PythonLibraries libraries;

    PythonPackages(ImageSource source) {
        this.secrets = source.buildSecrets(SECRETS, Reader.PYTHON);
        PythonLibraries known = source.facts().needs().python();
        // An older audit did not say.
        this.libraries = known == null ? new PythonLibraries(Installer.PIP, List.of("requirements.txt")) : known;
    }

    /** @param code the line that copies the app's own code, which has its place between the others */
    void install(Dockerfile file, String code) {
        Installer installer = libraries.installer();
        if (installer != Installer.PIP) {
            // In a place of its own, so that its libraries and the app's do not meet.
            file.add("RUN /usr/local/bin/python -m venv /opt/manager \\");
            file.add("    && /opt/manager/bin/pip install --no-cache-dir " + VERSIONS.get(installer));
        }
        if (libraries.files().isEmpty()) {
            file.add(code);
            file.runWithSecrets(secrets, command(installer));
            return;
        }
        file.add("# Libraries first: this layer stays while their lists stay.");
        byFolder().forEach((folder, names) -> file.add("COPY " + String.join(" ", names) + " " + folder));
        String withoutApp =
                switch (installer) {
                    case PIP, PIPENV -> "";
                    case POETRY -> " --no-root";
                    case UV -> " --no-install-project";
                };
        file.runWithSecrets(secrets, command(installer) + withoutApp);
        file.add(code);
        if (!withoutApp.isEmpty()) {
            file.add("# The app itself, where pyproject.toml makes a package of it.");
            file.runWithSecrets(secrets, command(installer));
        }
    }

    /** As Heroku's buildpack says them; compiled, so that processes boot as fast as there. */
    private static String command(Installer installer) {
        return switch (installer) {
            case PIP -> "pip install --no-cache-dir --requirement requirements.txt";
            case PIPENV -> "VIRTUAL_ENV=/opt/python PIPENV_VERBOSITY=-1 /opt/manager/bin/pipenv install --deploy";
            case POETRY ->
                "VIRTUAL_ENV=/opt/python /opt/manager/bin/poetry sync --no-interaction --compile --only main";
            case UV ->
                "UV_PROJECT_ENVIRONMENT=/opt/python UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy \\\n"
                        + "    /opt/manager/bin/uv sync --locked --no-default-groups --compile-bytecode";
        };
    }

    /** What COPY takes at once: files of one folder. */
    private Map<String, List<String>> byFolder() {
        Map<String, List<String>> files = new LinkedHashMap<>();
        for (String file : libraries.files()) {
            int end = file.lastIndexOf('/') + 1;
            files.computeIfAbsent(end == 0 ? "./" : file.substring(0, end), folder -> new ArrayList<>())
                    .add(file);
        }
        return files;
    }
}
