package dev.dynolift.audit;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.ArrayList;
import java.util.List;

/** All rules that read the inventory alone: each says what a move has to know about one thing. */
final class Rules {

    private Rules() {}

    static List<Finding> check(Inventory inventory) {
        List<Finding> findings = new ArrayList<>();
        inventory.apps().forEach(app -> {
            SettingRules.check(app, findings::add);
            ProcessRules.check(app, findings::add);
            RepositoryRules.check(app, findings::add);
        });
        DataRules.check(inventory, findings::add);
        AddonRules.check(inventory, findings::add);
        TrafficRules.check(inventory, findings::add);
        return findings;
    }
}
