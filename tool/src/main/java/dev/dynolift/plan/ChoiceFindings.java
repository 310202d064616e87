package dev.dynolift.plan;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.List;
import java.util.stream.Stream;

/** What has to be known about what was chosen, by the planner or by hand: the plan as it is, not the app as it was found. */
final class ChoiceFindings {

    private ChoiceFindings() {}

    static List<Finding> of(MigrationPlan plan, Inventory inventory) {
        return Stream.of(
                        SharedNetworks.findings(plan),
                        OwnImages.findings(plan, inventory),
                        WaysOut.findings(plan),
                        DistantData.findings(plan),
                        BoldChoices.findings(plan))
                .flatMap(List::stream)
                .toList();
    }
}
