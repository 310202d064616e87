package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.Pipeline;
import dev.dynolift.inventory.Pipeline.Stage;
import java.util.List;
import java.util.stream.Stream;

/** Apps that Heroku CI makes for a run of tests. */
final class TestRunApps extends Rule {

    private static final int NAMED = 6;

    TestRunApps() {
        super("test-run-apps", INFO, "b46");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        return inventory.pipelines().stream()
                .filter(pipeline -> !of(pipeline).isEmpty())
                .map(pipeline -> finding(
                        "pipeline " + pipeline.name(),
                        "Runs of tests get apps of their own: " + some(of(pipeline), NAMED) + ".",
                        "Heroku CI makes and removes them, so that none is planned; it ends with the pipeline.",
                        "Let another service run the tests before the pipeline goes: app.json says how they run, under"
                                + " \"environments\".",
                        "/pipelines/" + pipeline.id() + "/pipeline-couplings"));
    }

    private static List<String> of(Pipeline pipeline) {
        return pipeline.temporary().stream()
                .filter(app -> app.stage().equals("test"))
                .map(Stage::app)
                .toList();
    }
}
