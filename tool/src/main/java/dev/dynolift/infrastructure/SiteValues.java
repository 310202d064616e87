package dev.dynolift.infrastructure;

import dev.dynolift.inventory.Inventory;
import dev.dynolift.naming.EnvironmentEstate;
import dev.dynolift.plan.AppPlan;
import dev.dynolift.plan.SitePlan;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The part of an environment's values that is about apps that are files alone. */
final class SiteValues {

    private SiteValues() {}

    static void put(ObjectNode values, EnvironmentEstate estate, Inventory inventory) {
        ObjectNode sites = values.putObject("sites");
        ObjectNode certificates = values.objectNode();
        estate.sites().forEach((component, app) -> app.site().ifPresent(site -> {
            put(sites.putObject(component), estate, app, site, inventory);
            if (!site.certificate().value().isEmpty()) {
                certificates.put(component, site.certificate().value());
            }
        }));
        if (!certificates.isEmpty()) {
            values.set("site_certificate_arns", certificates);
        }
    }

    private static void put(
            ObjectNode node, EnvironmentEstate estate, AppPlan app, SitePlan site, Inventory inventory) {
        ObjectNode domains = node.putObject("domains");
        DomainValues.sorted(app.domains()).forEach(domain -> DomainValues.put(domains, domain, inventory));
        node.put("single_page", site.singlePage().value());
        node.put("clean_urls", site.cleanUrls().value());
        if (!site.errorPage().value().isEmpty()) {
            node.put("error_page", site.errorPage().value());
        }
        ArrayNode routes = node.putArray("routes");
        site.routes().forEach(route -> routes.addObject()
                .put("path", route.path())
                .put("file", route.file().value()));
        ObjectNode redirects = node.putObject("redirects");
        site.redirects().forEach(redirect -> redirects
                .putObject(redirect.path())
                .put("url", redirect.url().value())
                .put("status", redirect.status().value()));
        ObjectNode headers = node.putObject("headers");
        site.headers().forEach(path -> {
            ObjectNode of = headers.putObject(path.path());
            path.values()
                    .value()
                    .forEach(header -> of.put(
                            header.substring(0, header.indexOf(':')),
                            header.substring(header.indexOf(':') + 1).strip()));
        });
        ArrayNode longCachePaths = node.putArray("long_cache_paths");
        site.longCachePaths().value().forEach(longCachePaths::add);
        DeploymentValues.site(node, estate, app);
    }
}
