package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.List;
import java.util.stream.Stream;

/** Apps of the same pipeline that nobody looked at. */
final class PipelineAppNotAudited extends Rule {

    PipelineAppNotAudited() {
        super("pipeline-app-not-audited", INFO, "b46");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {

        return inventory.pipelines().stream().flatMap(pipeline -> {
            List<String> missing = pipeline.stages().stream()
                    .filter(stage -> inventory.app(stage.app()).isEmpty())
                    .map(stage -> stage.app() + " (" + stage.stage() + ")")
                    .toList();
            return findingIf(
                    !missing.isEmpty(),
                    "pipeline " + pipeline.name(),
                    "The pipeline has apps that were not audited: " + String.join(", ", missing) + ".",
                    "They would stay at Heroku.",
                    "Name them in the audit, too, when they are to move.",
                    "/pipelines/" + pipeline.id() + "/pipeline-couplings");
        });
    }
}
