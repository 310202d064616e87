package dev.dynolift.estate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.DependencyGraph;
import dev.dynolift.inventory.DependencyGraph.Edge;
import dev.dynolift.inventory.DependencyGraph.EdgeKind;
import dev.dynolift.inventory.DependencyGraph.Group;
import dev.dynolift.inventory.DependencyGraph.NodeKind;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.inventory.SettingTarget;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DependenciesTest {

    @TempDir
    Path folder;

    @Test
    void apps_that_share_a_database_move_together() {
        DependencyGraph graph =
                graph(new Estates().app("crema").app("roast").app("tea").database("pg-1", "crema", "roast"));

        assertThat(graph.waves()).hasSize(1);
        assertThat(graph.waves().get(0).groups())
                .containsExactly(
                        new Group(List.of("crema", "roast"), "share database pg-1"),
                        new Group(List.of("tea"), "no other app calls it"));
        assertThat(graph.edges())
                .contains(new Edge("app crema", "database pg-1", EdgeKind.SHARES_DATA, "attachment DATABASE"));
    }

    @Test
    void whoever_calls_moves_before_whoever_is_called() {
        DependencyGraph graph = graph(new Estates()
                .app("api")
                .app("shop")
                .app("mobile")
                .domain("api", "api.crema.example")
                .calls("shop", "API_URL", "api.crema.example")
                .calls("mobile", "API", "api-0123456789ab.herokuapp.com"));

        assertThat(graph.waves().get(0).groups())
                .extracting(Group::apps)
                .containsExactly(List.of("mobile"), List.of("shop"));
        assertThat(graph.waves().get(1).groups())
                .containsExactly(new Group(List.of("api"), "after mobile, shop, which call it"));
        assertThat(graph.cycles()).isEmpty();
    }

    @Test
    void a_circle_is_named_and_moves_together() {
        DependencyGraph graph = graph(new Estates()
                .app("a")
                .app("b")
                .app("c")
                .app("d")
                .calls("a", "B_URL", "b.herokuapp.com")
                .calls("b", "C_URL", "c.herokuapp.com")
                .calls("c", "A_URL", "a.herokuapp.com")
                .calls("c", "D_URL", "d.herokuapp.com"));

        assertThat(graph.cycles()).containsExactly(List.of("a", "b", "c"));
        assertThat(graph.waves().get(0).groups())
                .containsExactly(new Group(List.of("a", "b", "c"), "call each other: a → b → c → a"));
        assertThat(graph.waves().get(1).groups()).extracting(Group::apps).containsExactly(List.of("d"));
    }

    @Test
    void what_is_the_apps_own_is_no_service_outside() {
        DependencyGraph graph = graph(new Estates()
                .app("shop")
                .app("logs")
                .domain("shop", "www.crema.example")
                .domain("shop", "*.tenants.example")
                .domain("logs", "logs.example.com")
                .calls("shop", "APP_HOST", "crema.example")
                .calls("shop", "SITE_URL", "www.crema.example")
                .calls("shop", "HEROKU_URL", "shop-0123456789ab.herokuapp.com")
                .calls("shop", "TENANT_DOMAIN", "tenants.example")
                .calls("shop", "DNS_TARGET", "young-1.herokudns.com")
                .calls("shop", "TENANT_API", "tenants.example")
                .domain("shop", "blog.roast.example")
                .calls("shop", "COOKIE_DOMAIN", "roast.example")
                .calls("shop", "SHOP_DOMAIN", "roast.example")
                .calls("shop", "WORDPRESS_HOST", "roast.example")
                .calls("shop", "PARTNER_URL", "partner.example"));

        assertThat(graph.nodes().stream().filter(node -> node.kind() == NodeKind.OUTSIDE_SERVICE))
                .extracting(DependencyGraph.Node::name)
                .containsExactlyInAnyOrder("partner.example", "tenants.example", "roast.example");
        assertThat(graph.edges())
                .filteredOn(edge -> edge.to().equals("host roast.example"))
                .extracting(Edge::evidence)
                .containsExactly("setting WORDPRESS_HOST");
        assertThat(graph.edges())
                .contains(new Edge("app shop", "app logs", EdgeKind.LOGS_TO, "log drain"))
                .noneMatch(edge -> edge.from().equals(edge.to()));
    }

    @Test
    void an_earlier_stage_moves_before_a_later_one() {
        DependencyGraph graph =
                graph(new Estates().app("crema").app("crema-staging").pipeline("crema", "crema-staging", "crema"));

        assertThat(graph.waves().get(1).groups())
                .containsExactly(new Group(List.of("crema"), "after the earlier stage crema-staging"));
    }

    @Test
    void a_queue_a_stream_or_a_copied_address_binds_as_a_database_does_and_a_shared_log_does_not() {
        DependencyGraph graph = graph(new Estates()
                .app("a")
                .app("b")
                .app("c")
                .app("d")
                .app("e")
                .app("f")
                .app("g")
                .app("h")
                .app("i")
                .addon("kafka-1", "heroku-kafka", "a", "b")
                .addon("amqp-1", "cloudamqp", "c", "d")
                .addon("logs-1", "papertrail", "e", "f")
                .names("e", "QUEUE_URL", SettingTarget.Kind.QUEUE, "orders")
                .names("g", "ORDERS", SettingTarget.Kind.QUEUE, "orders")
                .database("pg-1", "h")
                .names("i", "REPORTING_URL", SettingTarget.Kind.DATA_SERVICE, "pg-1"));

        assertThat(graph.waves()).hasSize(1);
        assertThat(graph.waves().get(0).groups())
                .containsExactlyInAnyOrder(
                        new Group(List.of("a", "b"), "share add-on kafka-1"),
                        new Group(List.of("c", "d"), "share add-on amqp-1"),
                        new Group(List.of("e", "g"), "share aws SQS queue orders"),
                        new Group(List.of("f"), "no other app calls it"),
                        new Group(List.of("h", "i"), "share database pg-1"));
        assertThat(graph.edges())
                .contains(new Edge("app i", "database pg-1", EdgeKind.SHARES_DATA, "setting REPORTING_URL"));
    }

    @Test
    void a_knot_of_stages_and_calls_says_what_it_is() {
        DependencyGraph graph = graph(new Estates()
                .app("crema")
                .app("crema-staging")
                .pipeline("crema", "crema-staging", "crema")
                .calls("crema", "PREVIEW_URL", "crema-staging.herokuapp.com"));

        assertThat(graph.waves().get(0).groups()).singleElement().satisfies(group -> assertThat(group.why())
                .contains("wait for each other", "crema → crema-staging → crema")
                .doesNotContain("no other app calls it"));
    }

    @Test
    void everything_around_is_a_node_with_evidence() {
        DependencyGraph graph = graph(new Estates()
                .app("crema")
                .calls("crema", "STRIPE_URL", "api.stripe.com")
                .calls("crema", "LEGACY_URL", "legacy-shop.herokuapp.com")
                .calls("crema", "SELF_URL", "crema-0123456789ab.herokuapp.com")
                .deploys(".semaphore/production.yml", "crema"));

        assertThat(graph.node("host api.stripe.com").orElseThrow().kind()).isEqualTo(NodeKind.OUTSIDE_SERVICE);
        assertThat(graph.node("app legacy-shop").orElseThrow().kind()).isEqualTo(NodeKind.OTHER_APP);
        assertThat(graph.edges())
                .contains(
                        new Edge("app crema", "host logs.example.com", EdgeKind.LOGS_TO, "log drain"),
                        new Edge(
                                "delivery .semaphore/production.yml",
                                "app crema",
                                EdgeKind.DEPLOYS,
                                "git push, .semaphore/production.yml:8"))
                .noneMatch(edge -> edge.from().equals(edge.to()));
    }

    @Test
    void forty_apps_come_in_an_order_that_breaks_no_rule_and_survives_the_file() {
        Inventory inventory = Estates.forty();
        DependencyGraph graph = inventory.surroundings().graph();

        Map<String, Integer> wave = new HashMap<>();
        Map<String, Group> group = new HashMap<>();
        graph.waves()
                .forEach(one -> one.groups().forEach(together -> together.apps().forEach(app -> {
                    wave.put(app, one.number());
                    group.put(app, together);
                })));
        assertThat(wave).hasSize(40);
        for (Edge edge : graph.edges()) {
            if (edge.kind() == EdgeKind.CALLS && edge.to().startsWith("app ")) {
                String from = edge.from().substring(4);
                String to = edge.to().substring(4);
                assertThat(group.get(from) == group.get(to) || wave.get(from) < wave.get(to))
                        .isTrue();
            }
        }
        assertThat(graph.cycles()).containsExactly(List.of("returns", "shipping"));

        Path file = folder.resolve("inventory.json");
        InventoryFile.write(file, inventory);
        assertThat(InventoryFile.read(file)).isEqualTo(inventory);
    }

    private static DependencyGraph graph(Estates estate) {
        return estate.drawn().surroundings().graph();
    }
}
