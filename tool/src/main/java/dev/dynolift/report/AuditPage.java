package dev.dynolift.report;

import dev.dynolift.inventory.AwsAccount;
import dev.dynolift.inventory.DependencyGraph;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.Severity;
import dev.dynolift.inventory.Surroundings;
import dev.dynolift.terminal.Numbers;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an audit found, for people: who depends on whom, in which order to move, and what to know before. One file. */
public final class AuditPage {

    private AuditPage() {}

    /** Writes the page, whole or not at all. */
    public static void write(Inventory inventory, Path file) {
        ReportPage.writeWhole(html(inventory), file);
    }

    /** The page's text. */
    static String html(Inventory inventory) {
        Surroundings around = inventory.surroundings();
        DependencyGraph graph = around.graph();
        AwsAccount aws = around.aws();
        String title = inventory.apps().isEmpty()
                ? "Audit"
                : inventory.apps().size() == 1
                        ? inventory.apps().get(0).name()
                        : inventory.apps().get(0).name() + " and "
                                + Numbers.count(inventory.apps().size() - 1) + " more";
        return ReportPage.opening("Audit of " + title)
                + "<header>"
                + Html.element("p", "kicker", Html.text("Audit before a move from Heroku to AWS"))
                + Html.element("h1", "", Html.text(title))
                + Html.element(
                        "p",
                        "facts",
                        Html.text(ReportPage.TIME.format(inventory.auditedAt().atZone(ZoneId.systemDefault())) + " · "
                                + (inventory.isReplayed() ? "from a recording" : inventory.source())))
                + "</header>\n"
                + tiles(inventory, graph)
                + (graph == null
                        ? ""
                        : Html.section(
                                        "Who depends on whom",
                                        "An arrow leads from whoever calls to whoever is called; a dashed one from a"
                                                + " pipeline's stage to the next; a frame holds what has to move at"
                                                + " once.",
                                        Html.element("div", "wide", WavesPicture.draw(graph)))
                                + cycles(graph)
                                + AuditTables.waves(graph))
                + HerokuTables.apps(inventory)
                + HerokuTables.processes(inventory.apps())
                + AppTables.load(inventory.apps())
                + HerokuTables.jobs(inventory.apps())
                + AppTables.around(inventory.apps())
                + AppTables.domains(inventory)
                + HerokuTables.temporary(inventory.pipelines())
                + HerokuTables.addons(inventory)
                + HerokuTables.payers(inventory.payers())
                + HerokuTables.usage(inventory.payers())
                + DatabaseTables.databases(inventory.databases())
                + AppTables.stores(inventory.keyValueStores())
                + AuditTables.domains(around)
                + AuditTables.deliveries(around.deliveries())
                + (graph == null ? "" : AuditTables.outside(graph))
                + (aws == null
                        ? ""
                        : aws.everywhere().stream().map(AuditTables::aws).collect(Collectors.joining()))
                + AuditTables.findings(inventory)
                + AuditTables.notAsked(around.notAsked())
                + "</main>\n</body>\n</html>\n";
    }

    private static String tiles(Inventory inventory, @Nullable DependencyGraph graph) {
        int blocking = inventory.findings(Severity.BLOCKING).size();
        List<String> tiles = List.of(
                ReportPage.tile(
                        "main",
                        Numbers.count(inventory.apps().size()),
                        inventory.apps().size() == 1 ? "app" : "apps",
                        inventory.apps().size() == 1 ? "audited" : "audited together"),
                ReportPage.tile(
                        "",
                        Numbers.count(inventory.databases().size()
                                + inventory.keyValueStores().size()),
                        "databases and stores",
                        Numbers.count(inventory.addons().size(), "other add-on")),
                ReportPage.tile(
                        "",
                        graph == null ? "–" : Numbers.count(graph.waves().size()),
                        graph != null && graph.waves().size() == 1 ? "wave" : "waves",
                        graph == null ? "no graph" : groups(graph)),
                ReportPage.tile(
                        blocking > 0 ? "bad" : "good",
                        Numbers.count(blocking),
                        "blocking",
                        Numbers.count(inventory.findings().size(), "finding") + " in all"));
        return Html.element("div", "tiles", String.join("\n", tiles)) + "\n";
    }

    private static String groups(DependencyGraph graph) {
        int groups =
                graph.waves().stream().mapToInt(wave -> wave.groups().size()).sum();
        return Numbers.count(groups, "group")
                + (groups == 1 ? " that can move by itself" : " that can move by themselves");
    }

    private static String cycles(DependencyGraph graph) {
        return graph.cycles().isEmpty()
                ? ""
                : Html.section(
                        "Circles",
                        "These apps call each other; none of them can be the last one that moves.",
                        Html.list(
                                "plain",
                                graph.cycles().stream()
                                        .map(cycle -> Html.text(cycle.stream().collect(Collectors.joining(" → "))
                                                + " → " + cycle.get(0)))
                                        .toList()));
    }
}
