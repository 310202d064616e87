package dev.dynolift.cli;

import dev.dynolift.inventory.Addon;
import dev.dynolift.inventory.AppDetails.Unread;
import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.KeyValueStore;
import dev.dynolift.inventory.MonthlyPrice;
import dev.dynolift.inventory.Payer;
import dev.dynolift.inventory.ProcessType;
import dev.dynolift.inventory.Severity;
import dev.dynolift.terminal.Console;
import dev.dynolift.terminal.Numbers;
import dev.dynolift.terminal.TextTable;
import dev.dynolift.terminal.TextTable.Align;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The inventory on one screen. */
final class AuditSummary {

    /** A result that goes on in the next line is better than one that is cut. */
    private static final int NARROWEST = 110;

    private final Console console;

    AuditSummary(Console console) {
        this.console = console;
    }

    void print(Inventory inventory) {
        apps(inventory);
        dataAndAddons(inventory);
        MonthlyPrice price = MonthlyPrice.of(inventory);
        if (price.cents() > 0) {
            console.result("");
            console.result("Heroku today: " + (price.atLeast() ? "at least " : "")
                    + Numbers.dollars(price.cents() / 100.0) + " a month" + price.ecoWords() + ".");
        }
        inventory.payers().forEach(this::invoice);
        inventory.payers().forEach(this::usage);
        List<Finding> findings = inventory.findings();
        console.result(Numbers.count(findings.size(), "finding") + ": " + count(findings, Severity.BLOCKING)
                + " blocking, " + Numbers.count(count(findings, Severity.WARNING), "warning") + ", "
                + count(findings, Severity.INFO)
                + " to know.");
    }

    /** What was really paid, for whatever the payer has: prices of single things are list prices. */
    private void invoice(Payer payer) {
        Payer.Invoice invoice = payer.invoice();
        if (invoice != null) {
            console.result("The last invoice of " + payer.words() + ", " + invoice.periodStart() + " to "
                    + invoice.periodEnd() + ", for all its apps: "
                    + Numbers.dollars(invoice.totalCents() / 100.0) + ".");
        }
    }

    /** In Heroku's own units: what a credit costs, the contract says. */
    private void usage(Payer payer) {
        Payer.Usage usage = payer.usage();
        if (usage != null) {
            usage.apps()
                    .forEach(app -> console.result("Used by " + app.app() + " in " + usage.month()
                            + ", by Heroku's count: " + amount(app.dynos()) + " dynos, " + amount(app.addonCredits())
                            + " add-on credits."));
        }
    }

    private static String amount(@Nullable Double value) {
        return value == null ? "?" : String.format(Locale.ROOT, "%,.2f", value);
    }

    private void apps(Inventory inventory) {
        TextTable table = new TextTable(
                        Align.LEFT, Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.RIGHT)
                .header("APP", "STAGE", "PROCESSES", "SETTINGS", "SECRET", "JOBS", "A MONTH");
        for (HerokuApp app : inventory.apps()) {
            long secrets = app.configVars().stream()
                    .filter(setting -> setting.kind() == ConfigVar.Kind.SECRET)
                    .count();
            boolean settings = !app.lacks(Unread.SETTINGS);
            String running = app.processes().stream()
                    // Without Heroku nobody knows how many of them run.
                    .filter(process -> process.quantity() > 0 || app.id() == null)
                    .map(AuditSummary::process)
                    .collect(Collectors.joining(", "));
            table.row(
                    app.name(),
                    or(app.pipelineStage()),
                    app.lacks(Unread.FORMATION) || running.isEmpty() ? "-" : running,
                    settings ? String.valueOf(app.configVars().size()) : "-",
                    settings ? String.valueOf(secrets) : "-",
                    jobs(inventory, app),
                    dollars(app.monthlyCents()));
        }
        print(table);
        List<String> temporary = inventory.pipelines().stream()
                .flatMap(pipeline -> pipeline.temporary().stream())
                .map(app -> app.app() + " (" + app.stage() + ")")
                .toList();
        if (!temporary.isEmpty()) {
            console.result("Come and go, and are not planned: " + String.join(", ", temporary) + ".");
        }
    }

    /** None that are known are not none while nobody could read them. */
    private static String jobs(Inventory inventory, HerokuApp app) {
        boolean unread = app.lacks(Unread.ADDONS)
                || inventory.findings().stream()
                        .anyMatch(finding -> finding.id().equals("scheduler-unreadable")
                                && finding.subject().equals(app.name() + " scheduler"));
        return unread && app.scheduledJobs().isEmpty()
                ? "-"
                : String.valueOf(app.scheduledJobs().size());
    }

    private void dataAndAddons(Inventory inventory) {
        TextTable table = new TextTable(Align.LEFT, Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT)
                .header("ADD-ON", "PLAN", "VERSION", "SIZE", "A MONTH");
        for (Database database : inventory.databases()) {
            Integer version = database.majorVersion();
            Long size = database.sizeBytes();
            table.row(
                    database.addon(),
                    "heroku-postgresql:" + database.plan(),
                    version == null ? "-" : "PostgreSQL " + version,
                    size == null ? "-" : Numbers.bytes(size),
                    dollars(database.monthlyCents()));
        }
        for (KeyValueStore store : inventory.keyValueStores()) {
            table.row(
                    store.addon(),
                    "heroku-redis:" + store.plan(),
                    or(store.version()),
                    store.memoryMegabytes() == null ? "-" : store.memoryMegabytes() + " MB",
                    dollars(store.monthlyCents()));
        }
        for (Addon addon : inventory.addons()) {
            table.row(addon.name(), addon.service() + ":" + addon.plan(), "-", "-", dollars(addon.monthlyCents()));
        }
        if (!inventory.databases().isEmpty()
                || !inventory.keyValueStores().isEmpty()
                || !inventory.addons().isEmpty()) {
            console.result("");
            print(table);
        }
    }

    private void print(TextTable table) {
        table.lines(Math.max(console.width(), NARROWEST), console.resultPalette())
                .forEach(console::result);
    }

    private static String process(ProcessType process) {
        return process.type() + " " + (process.quantity() == 0 ? "?" : process.quantity())
                + (process.size() == null ? "" : "×" + process.size());
    }

    private static long count(List<Finding> findings, Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    private static String dollars(@Nullable Integer cents) {
        return cents == null ? "-" : Numbers.dollars(cents / 100.0);
    }

    private static String or(@Nullable String text) {
        return text == null ? "-" : text;
    }
}
