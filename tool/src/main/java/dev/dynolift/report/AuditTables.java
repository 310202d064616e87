package dev.dynolift.report;

import dev.dynolift.inventory.AwsAccount;
import dev.dynolift.inventory.Delivery;
import dev.dynolift.inventory.DependencyGraph;
import dev.dynolift.inventory.DependencyGraph.Group;
import dev.dynolift.inventory.DependencyGraph.Node;
import dev.dynolift.inventory.DependencyGraph.NodeKind;
import dev.dynolift.inventory.DependencyGraph.Wave;
import dev.dynolift.inventory.DnsAnswer;
import dev.dynolift.inventory.DnsZone;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.Surroundings;
import dev.dynolift.terminal.Numbers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The audit page's tables. A table without rows is not there. */
final class AuditTables {

    private AuditTables() {}

    static String waves(DependencyGraph graph) {
        List<List<String>> rows = new ArrayList<>();
        for (Wave wave : graph.waves()) {
            Map<String, List<String>> alone = new LinkedHashMap<>();
            for (Group group : wave.groups()) {
                if (group.apps().size() > 1) {
                    rows.add(List.of(
                            "Wave\u00a0" + wave.number(), "together", String.join(", ", group.apps()), group.why()));
                } else {
                    alone.computeIfAbsent(group.why(), why -> new ArrayList<>()).addAll(group.apps());
                }
            }
            alone.forEach((why, apps) -> rows.add(List.of(
                    "Wave\u00a0" + wave.number(),
                    apps.size() > 1 ? "each by itself" : "by itself",
                    String.join(", ", apps),
                    why)));
        }
        return table(
                "Order of migration",
                "Whoever calls moves before whoever is called: the called app keeps its address at Heroku until its"
                        + " callers are on AWS. An earlier stage of a pipeline moves first, to see how it behaves.",
                List.of("", "moves", "apps", "why"),
                rows);
    }

    static String outside(DependencyGraph graph) {
        List<List<String>> rows = new ArrayList<>();
        for (Node node : graph.nodes()) {
            boolean outside = node.kind() == NodeKind.OUTSIDE_SERVICE
                    || node.kind() == NodeKind.AWS_RESOURCE
                    || node.kind() == NodeKind.ADDON;
            List<DependencyGraph.Edge> uses = graph.edges().stream()
                    .filter(edge -> edge.to().equals(node.id()))
                    .toList();
            if (outside && !uses.isEmpty()) {
                rows.add(List.of(
                        node.name(),
                        uses.stream()
                                .map(edge -> edge.from().replaceFirst("^app ", ""))
                                .distinct()
                                .collect(Collectors.joining(", ")),
                        uses.stream()
                                .map(DependencyGraph.Edge::evidence)
                                .distinct()
                                .limit(4)
                                .collect(Collectors.joining(", "))));
            }
        }
        return table("What the apps use outside", "", List.of("service", "used by", "seen in"), rows);
    }

    static String deliveries(List<Delivery> deliveries) {
        List<List<String>> rows = deliveries.stream()
                .map(delivery -> List.of(
                        delivery.service(),
                        delivery.name(),
                        delivery.deployments().stream()
                                .map(deployment -> (deployment.app() == null ? "an app by variable" : deployment.app())
                                        + " (" + deployment.method() + ")")
                                .distinct()
                                .collect(Collectors.joining(", ")),
                        String.join(", ", delivery.secrets())))
                .toList();
        return table("What builds and deploys", "", List.of("service", "pipeline", "deploys", "secrets named"), rows);
    }

    static String domains(Surroundings around) {
        List<List<String>> rows = new ArrayList<>();
        for (DnsAnswer answer : around.hosts()) {
            Long ttl = answer.ttlSeconds();
            List<String> issuers = answer.issuers();
            rows.add(List.of(
                    answer.host(),
                    answer.problem() != null
                            ? answer.problem()
                            : String.join(" → ", answer.chain().isEmpty() ? answer.addresses() : answer.chain()),
                    ttl == null ? "" : Numbers.duration(Duration.ofSeconds(ttl)),
                    issuers == null ? "anybody" : issuers.isEmpty() ? "nobody" : String.join(", ", issuers)));
        }
        for (DnsZone zone : around.zones()) {
            for (DnsZone.Entry record : zone.records()) {
                Integer ttl = record.ttlSeconds();
                rows.add(List.of(
                        record.name() + " (" + zone.provider() + ")",
                        record.type() + " " + record.content() + (record.proxied() ? ", proxied" : ""),
                        ttl == null ? "automatic" : Numbers.duration(Duration.ofSeconds(ttl)),
                        ""));
            }
        }
        return table(
                "Where DNS leads", "", List.of("name", "leads to", "remembered for", "may issue certificates"), rows);
    }

    static String aws(AwsAccount account) {
        List<List<String>> rows = new ArrayList<>();
        for (AwsAccount.Resource resource : account.resources()) {
            rows.add(List.of(
                    resource.kind(),
                    resource.name(),
                    Objects.requireNonNullElse(resource.detail(), ""),
                    resource.namedBy().isEmpty() ? "called like an app" : String.join(", ", resource.namedBy())));
        }
        for (AwsAccount.Network network : account.networks()) {
            String name = network.isDefault() ? "default" : Objects.requireNonNullElse(network.name(), "");
            rows.add(List.of("VPC", network.id(), name, String.join(", ", network.ranges())));
        }
        for (AwsAccount.Quota quota : account.quotas()) {
            Integer limit = quota.limit();
            Integer used = quota.used();
            rows.add(List.of(
                    "quota",
                    quota.name(),
                    limit == null ? "unknown" : "at most " + limit,
                    used == null ? "" : used + " used"));
        }
        return table("Already on AWS, in " + account.region(), "", List.of("kind", "name", "", "named by"), rows);
    }

    static String findings(Inventory inventory) {
        List<String> items = new ArrayList<>();
        for (Finding finding : inventory.findings()) {
            String weight = finding.severity().name().toLowerCase(Locale.ROOT);
            items.add(Html.element("span", "weight " + weight, Html.text(weight)) + " "
                    + Html.element("b", "", Html.text(finding.subject())) + " " + Html.sentence(finding.what()) + " "
                    + Html.element("span", "note", Html.sentence(finding.why() + " → " + finding.next())));
        }
        return items.isEmpty() ? "" : Html.section("Findings", "", Html.list("plain", items));
    }

    static String notAsked(List<Surroundings.NotAsked> notAsked) {
        List<String> items = notAsked.stream()
                .map(one -> Html.element("b", "", Html.text(one.what())) + " "
                        + Html.element("span", "note", Html.sentence(one.next())))
                .toList();
        return items.isEmpty() ? "" : Html.section("Not asked", "", Html.list("plain", items));
    }

    static String table(String title, String lead, List<String> heads, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return "";
        }
        String head = Html.element(
                "thead", "", Html.row("", heads.stream().map(Html::text).toList(), "th", List.of()));
        String body = Html.element(
                "tbody",
                "",
                rows.stream()
                        .map(row -> Html.row("", row.stream().map(Html::text).toList(), "td", List.of()))
                        .collect(Collectors.joining()));
        return Html.section(title, lead, Html.element("div", "wide", Html.element("table", "", head + body)));
    }
}
