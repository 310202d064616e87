package dev.dynolift.plan;

import dev.dynolift.inventory.Addon;
import dev.dynolift.inventory.Attachment;
import dev.dynolift.inventory.Severity;
import dev.dynolift.market.AddonServices;
import dev.dynolift.market.SearchNodes;
import dev.dynolift.market.SearchNodes.SearchNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Turns Elasticsearch add-ons into OpenSearch domains. */
final class SearchPlanner {

    private final Estate estate;
    private final DatabasePlanner names;

    SearchPlanner(Estate estate, DatabasePlanner names) {
        this.estate = estate;
        this.names = names;
    }

    /** Whether AWS's OpenSearch takes the add-on's place. */
    static boolean isSearch(Addon addon) {
        return AddonServices.find(addon.service(), addon.plan())
                .filter(AddonServices.AddonService::isElasticsearch)
                .isPresent();
    }

    List<SearchPlan> searches(AddonPlanner addons) {
        List<SearchPlan> plans = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Addon addon : estate.inventory().addons()) {
            String owner = addons.owner(addon.billingApp(), addon.attachments());
            if (isSearch(addon) && estate.has(owner)) {
                names.reportSharing(addon.name(), addon.attachments(), owner);
                List<Attachment> uses = AddonUses.of(addon, owner);
                plans.add(plan(addon, owner, names.resourceName(owner, uses, taken), uses));
            }
        }
        return plans;
    }

    private SearchPlan plan(Addon addon, String owner, String name, List<Attachment> uses) {
        Choice<String> environment = estate.environmentOf(owner);
        boolean twice = estate.preset() == Preset.HA && estate.isProduction(environment.value());
        estate.find(
                "search-starts-empty",
                Severity.WARNING,
                AddonPlanner.subject(owner, addon.name()),
                "OpenSearch takes the place of " + addon.service() + ", and starts empty.",
                "Until the app has indexed anew, its search finds nothing; and Elasticsearch's own clients from 7.14 on"
                        + " refuse OpenSearch.",
                "Set the domain's user, and index against it before the cutover: infra/modules/search/README.md has the"
                        + " commands. To stay with the add-on, set `strategy` of " + addon.name()
                        + " in plan.yaml to keep, and its settings to ssm-parameter.");
        return new SearchPlan(
                name,
                addon.name(),
                names.attachments(addon.name(), uses),
                Choice.detected(environment.value(), "that of " + owner + ", which it belongs to"),
                Choice.byDefault(
                        "OpenSearch_2.19",
                        "Elasticsearch 7.10 with another name; Elasticsearch_7.10 is possible, for clients that ask"),
                instance(addon, estate.regionOf(environment.value())),
                twice
                        ? Choice.byDefault(2, "a second node in another zone goes on when one fails; doubles the price")
                        : Choice.byDefault(1, "while the node is replaced, search fails; 2 doubles the price"),
                Choice.byDefault(10, "GB for each node; how large the indexes are is not known; can grow later"));
    }

    /** Add-ons tell a plan's name and price, and not what it has. */
    private Choice<String> instance(Addon addon, String region) {
        Integer cents = addon.monthlyCents();
        SearchNode node = SearchNodes.largest(region, cents == null ? 0 : cents / 100.0);
        String price = Money.monthly(node.monthlyUsd());
        return cents == null
                ? Choice.byDefault(
                        node.name(), "the smallest: what the plan " + addon.plan() + " costs is not known; " + price)
                : Choice.byDefault(
                        node.name(),
                        "a guess: " + price + ", where the plan " + addon.plan() + " costs "
                                + Money.monthly(cents / 100.0) + "; what memory it has nobody tells");
    }
}
