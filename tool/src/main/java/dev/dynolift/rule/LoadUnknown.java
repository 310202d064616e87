package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.stream.Stream;

/** No app has told how much it had to do. */
final class LoadUnknown extends Rule {

    LoadUnknown() {
        super("load-unknown", INFO, "b29");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        boolean asked = inventory.apps().stream()
                .anyMatch(app ->
                        app.id() != null && app.processes().stream().anyMatch(process -> process.quantity() > 0));
        boolean told =
                inventory.apps().stream().anyMatch(app -> !app.details().load().isEmpty());
        return findingIf(
                asked && !told,
                "all apps",
                "Heroku did not tell how much memory and traffic the dynos had.",
                "Tasks are as large as the dynos were bought, not as they were used.",
                "Look at the Metrics page of each app in Heroku's dashboard before you change a size.",
                "api.metrics.heroku.com");
    }
}
