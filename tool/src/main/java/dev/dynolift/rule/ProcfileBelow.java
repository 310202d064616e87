package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Procfiles in folders of a checkout that has none itself. */
final class ProcfileBelow extends CodeRule {

    private static final int NAMED = 6;

    ProcfileBelow() {
        super("procfile-below", WARNING, "b9");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {

        Map<String, List<String>> procfiles = code.needs().place().procfiles();
        return code.procfile().isEmpty() && !procfiles.isEmpty()
                ? Stream.of(found(procfiles, code.language() != null))
                : Stream.empty();
    }

    private Finding found(Map<String, List<String>> procfiles, boolean somethingAtTheRoot) {
        String first = procfiles.keySet().iterator().next();
        boolean one = procfiles.size() == 1;
        List<String> folders = procfiles.entrySet().stream()
                .map(file -> file.getKey()
                        + (file.getValue().isEmpty() ? "" : " (" + String.join(", ", file.getValue()) + ")"))
                .toList();
        return finding(
                REPOSITORY,
                "There is no Procfile at the root; "
                        + (one ? "one folder has one: " : procfiles.size() + " folders have one: ")
                        + some(folders, NAMED) + ".",
                (one ? "It may be an app of its own" : "Each may be an app of its own")
                        + ", and which of them runs, the checkout does not say; "
                        + (somethingAtTheRoot ? "the root was read as the app." : "only what the root has was read."),
                "Name the folder that is moved: `dynolift audit --repo DIR/" + first + "`"
                        + (one ? "." : ", each in an audit of its own.")
                        + " The settings APP_BASE, PROJECT_PATH and PROCFILE of an app at Heroku are heeded by themselves.",
                first + "/Procfile");
    }
}
