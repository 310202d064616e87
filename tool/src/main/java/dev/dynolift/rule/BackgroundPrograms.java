package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.SourceMention;
import dev.dynolift.inventory.SourceMention.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A script of the Procfile that starts programs beside each other. */
final class BackgroundPrograms extends CodeRule {

    BackgroundPrograms() {
        super("background-programs", WARNING, "t7");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {

        Map<String, SourceMention> first = new LinkedHashMap<>();
        code.mentions().stream()
                .filter(mention -> mention.kind() == Kind.BACKGROUND_PROGRAM)
                .forEach(mention -> first.putIfAbsent(mention.file(), mention));
        return first.values().stream().flatMap(mention -> code.procfile().entrySet().stream()
                .filter(process -> runs(process.getValue(), mention.file()))
                .map(process -> finding(
                        mention.file() + ":" + mention.line(),
                        mention.file() + ", which " + process.getKey() + " runs, starts programs in the background.",
                        "They share the memory of one task, cannot be scaled one by one, and the signal to stop reaches"
                                + " the script alone.",
                        "Make each of them a line of the Procfile; then each becomes a service of its own.",
                        mention.file() + ":" + mention.line())));
    }

    private static boolean runs(String command, String script) {
        return Pattern.compile("(^|[\\s\"'/])" + Pattern.quote(script) + "($|[\\s\"';&|])")
                .matcher(command)
                .find();
    }
}
