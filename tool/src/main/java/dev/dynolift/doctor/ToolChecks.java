package dev.dynolift.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at the programs of this machine, and at their versions. */
final class ToolChecks {

    private static final Pattern VERSION = Pattern.compile("(\\d+)(?:\\.(\\d+))?");
    private static final int OLDEST_JAVA = 17;
    private static final int OLDEST_TERRAFORM_MINOR = 10;

    private final Programs programs;
    private final OptionalInt newestDatabase;

    /** @param newestDatabase the newest major version of the databases that are to move; empty when unknown */
    ToolChecks(Programs programs, OptionalInt newestDatabase) {
        this.programs = programs;
        this.newestDatabase = newestDatabase;
    }

    List<Check> all() {
        return List.of(
                java().neededFor(Need.PLAN),
                postgres("pg_dump").neededFor(Need.DATA),
                postgres("pg_restore").neededFor(Need.DATA),
                terraform().neededFor(Need.APPLY),
                simple("git"),
                docker().neededFor(Need.APPLY));
    }

    private static Check java() {
        int version = Runtime.version().feature();
        return version >= OLDEST_JAVA
                ? Check.ok("Java", "version " + version)
                : Check.failed("Java", "version " + version, "Install Java " + OLDEST_JAVA + " or newer.");
    }

    private Check postgres(String name) {
        Optional<Path> program = programs.find(name);
        int wanted = newestDatabase.orElse(17);
        String install = "Install the PostgreSQL " + wanted + " client: `apt-get install postgresql-client-" + wanted
                + "` or `brew install libpq`.";
        if (program.isEmpty()) {
            return Check.failed(name, "is not there", install);
        }
        Programs.Answer answer = programs.run(program.get(), "--version");
        Matcher version = Pattern.compile("\\(PostgreSQL\\) (\\d+)").matcher(answer.text());
        if (!answer.well() || !version.find()) {
            return Check.failed(name, "does not tell its version", install);
        }
        int major = Integer.parseInt(version.group(1));
        String found = "version " + major + " at " + program.get();
        return newestDatabase.isPresent() && major < newestDatabase.getAsInt()
                ? Check.failed(name, found + ", older than the database's " + newestDatabase.getAsInt(), install)
                : Check.ok(name, found);
    }

    private Check terraform() {
        String install = "Install Terraform 1." + OLDEST_TERRAFORM_MINOR + " or newer: "
                + "https://developer.hashicorp.com/terraform/install";
        Optional<Path> program = programs.find("terraform");
        if (program.isEmpty()) {
            return Check.failed("Terraform", "is not there", install);
        }
        Programs.Answer answer = programs.run(program.get(), "version");
        Matcher version = VERSION.matcher(answer.text());
        if (!answer.well() || !version.find()) {
            return Check.failed("Terraform", "does not tell its version", install);
        }
        int major = Integer.parseInt(version.group(1));
        int minor = version.group(2) == null ? 0 : Integer.parseInt(version.group(2));
        String found = "version " + major + "." + minor;
        return major > 1 || major == 1 && minor >= OLDEST_TERRAFORM_MINOR
                ? Check.ok("Terraform", found)
                : Check.failed("Terraform", found, install);
    }

    /** The program alone builds nothing: its daemon does. */
    private Check docker() {
        Check program = simple("docker");
        Optional<Path> found = programs.find("docker");
        if (program.state() != Check.State.OK || found.isEmpty()) {
            return program;
        }
        Programs.Answer daemon = programs.run(found.get(), "info", "--format", "{{.ServerVersion}}");
        return daemon.well() && !daemon.text().isEmpty()
                ? program
                : Check.warning(
                        "docker",
                        program.found() + ", but its daemon does not answer",
                        "Start Docker, or let a pipeline build the image.");
    }

    /** Without it only a part of the work is to be done elsewhere. */
    private Check simple(String name) {
        Optional<Path> program = programs.find(name);
        if (program.isEmpty()) {
            return Check.warning(
                    name,
                    "is not there",
                    name.equals("git")
                            ? "Install git: a repository's commit cannot be told without it."
                            : "Install Docker, or let a pipeline build the image.");
        }
        Programs.Answer answer = programs.run(program.get(), "--version");
        List<String> lines = new ArrayList<>(answer.text().lines().toList());
        return answer.well() && !lines.isEmpty()
                ? Check.ok(name, lines.get(0))
                : Check.warning(name, "does not tell its version", "Run `" + name + " --version`.");
    }
}
