package dev.dynolift.estate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.DependencyGraph;
import dev.dynolift.inventory.DependencyGraph.Edge;
import dev.dynolift.inventory.DependencyGraph.EdgeKind;
import dev.dynolift.inventory.DependencyGraph.Group;
import dev.dynolift.inventory.DependencyGraph.NodeKind;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
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
    void an_earlier_stage_moves_before_a_later_one() {
        DependencyGraph graph =
                graph(new Estates().app("crema").app("crema-staging").pipeline("crema", "crema-staging", "crema"));

        assertThat(graph.waves().get(1).groups())
                .containsExactly(new Group(List.of("crema"), "after the earlier stage crema-staging"));
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
