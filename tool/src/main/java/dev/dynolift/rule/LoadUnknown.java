package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import java.util.List;
import java.util.stream.Stream;

/** Apps that have not told how much they had to do. */
final class LoadUnknown extends Rule {

    LoadUnknown() {
        super("load-unknown", INFO, "b29");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        List<HerokuApp> running = inventory.apps().stream()
                .filter(app -> app.id() != null && app.processes().stream().anyMatch(process -> process.quantity() > 0))
                .toList();
        List<String> unknown = running.stream()
                .filter(app -> app.details().load().isEmpty())
                .map(HerokuApp::name)
                .toList();
        return findingIf(
                !unknown.isEmpty(),
                unknown.size() == running.size() ? "all apps" : String.join(", ", unknown),
                "Heroku did not tell how much memory and traffic the dynos of "
                        + (unknown.size() == 1 ? unknown.get(0) : unknown.size() + " apps") + " had.",
                "Tasks are as large as the dynos were bought, not as they were used.",
                "Look at the Metrics page of each app in Heroku's dashboard before you change a size.",
                "api.metrics.heroku.com");
    }
}
