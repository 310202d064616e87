package dev.dynolift.inventory;

import java.util.List;

/**
 * How a Python app's libraries are installed.
 *
 * @param installer that the repository's files are for, as Heroku's buildpack picks it
 * @param files that it reads, relative to the app's folder; empty when it also reads the app's own code
 */
public record PythonLibraries(Installer installer, List<String> files) {

    /** A program that installs libraries. */
    public enum Installer {
        PIP,
        PIPENV,
        POETRY,
        UV
    }

    public PythonLibraries {
        files = List.copyOf(files);
    }
}
