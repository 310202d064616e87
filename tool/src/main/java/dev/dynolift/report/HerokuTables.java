package dev.dynolift.report;

import dev.dynolift.inventory.Addon;
import dev.dynolift.inventory.AppDetails.Unread;
import dev.dynolift.inventory.Attachment;
import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.ConfigVar.Kind;
import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.KeyValueStore;
import dev.dynolift.inventory.MonthlyPrice;
import dev.dynolift.inventory.Payer;
import dev.dynolift.inventory.Pipeline;
import dev.dynolift.inventory.ProcessType;
import dev.dynolift.inventory.RoleCount;
import dev.dynolift.inventory.ScheduledJob;
import dev.dynolift.terminal.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The audit page's tables of what runs at Heroku and what it costs there. Settings are counted, never shown. */
final class HerokuTables {

    private static final String UNKNOWN = "unknown";
    private static final int MINUTES_OF_HOUR = 60;
    private static final int MINUTES_OF_DAY = 1440;

    private HerokuTables() {}

    static String apps(Inventory inventory) {
        List<List<String>> rows = new ArrayList<>();
        for (HerokuApp app : inventory.apps()) {
            rows.add(List.of(
                    app.name(),
                    or(app.pipelineStage()),
                    or(app.stack()),
                    settings(app),
                    Numbers.count(app.scheduledJobs().size()),
                    dollars(app.monthlyCents())));
        }
        return AuditTables.table(
                "What runs at Heroku",
                total(inventory),
                List.of("app", "stage", "stack", "settings", "scheduled jobs", "dynos a month"),
                rows);
    }

    static String processes(List<HerokuApp> apps) {
        List<List<String>> rows = new ArrayList<>();
        for (HerokuApp app : apps) {
            for (ProcessType process : app.processes()) {
                rows.add(List.of(
                        app.name(),
                        process.type(),
                        app.lacks(Unread.FORMATION) ? UNKNOWN : Numbers.count(process.quantity()),
                        process.size() == null ? UNKNOWN : process.size(),
                        process.command()));
            }
            if (app.releaseCommand() != null) {
                rows.add(List.of(app.name(), "release", "at each release", "", app.releaseCommand()));
            }
        }
        return AuditTables.table("Processes", "", List.of("app", "process", "dynos", "size", "command"), rows);
    }

    static String jobs(List<HerokuApp> apps) {
        List<List<String>> rows = new ArrayList<>();
        for (HerokuApp app : apps) {
            for (ScheduledJob job : app.scheduledJobs()) {
                rows.add(List.of(
                        app.name(),
                        when(job),
                        job.dynoSize() == null ? UNKNOWN : job.dynoSize(),
                        job.command(),
                        job.source()));
            }
        }
        return AuditTables.table(
                "Scheduled jobs", "Times are UTC.", List.of("app", "when", "size", "command", "told by"), rows);
    }

    static String addons(Inventory inventory) {
        List<List<String>> rows = new ArrayList<>();
        for (Database database : inventory.databases()) {
            rows.add(List.of(
                    database.addon(),
                    "heroku-postgresql:" + database.plan(),
                    users(database.billingApp(), database.attachments()),
                    dollars(database.monthlyCents())));
        }
        for (KeyValueStore store : inventory.keyValueStores()) {
            rows.add(List.of(
                    store.addon(),
                    "heroku-redis:" + store.plan(),
                    users(store.billingApp(), store.attachments()),
                    dollars(store.monthlyCents())));
        }
        for (Addon addon : inventory.addons()) {
            rows.add(List.of(
                    addon.name(),
                    addon.service() + ":" + addon.plan(),
                    users(addon.billingApp(), addon.attachments()),
                    dollars(addon.monthlyCents())));
        }
        return AuditTables.table("Add-ons", "", List.of("add-on", "plan", "used by", "a month"), rows);
    }

    static String temporary(List<Pipeline> pipelines) {
        List<List<String>> rows = new ArrayList<>();
        for (Pipeline pipeline : pipelines) {
            for (Pipeline.Stage app : pipeline.temporary()) {
                rows.add(List.of(
                        app.app(), app.stage().equals("test") ? "a run of tests" : "a pull request", pipeline.name()));
            }
        }
        return AuditTables.table(
                "Apps that come and go",
                "Heroku makes and removes these by itself; they are not planned.",
                List.of("app", "for", "pipeline"),
                rows);
    }

    static String payers(List<Payer> payers) {
        List<List<String>> rows = new ArrayList<>();
        for (Payer payer : payers) {
            List<RoleCount> members = payer.members();
            Payer.Invoice invoice = payer.invoice();
            if (members != null || invoice != null) {
                rows.add(List.of(
                        payer.words(),
                        members == null
                                ? payer.team() == null ? "" : UNKNOWN
                                : members.stream()
                                        .map(role -> Numbers.count(role.people()) + " " + role.role())
                                        .collect(Collectors.joining(", ")),
                        invoice == null ? UNKNOWN : Numbers.dollars(invoice.totalCents() / 100.0),
                        invoice == null ? "" : invoice.periodStart() + " to " + invoice.periodEnd()));
            }
        }
        return AuditTables.table(
                "Who pays",
                "An invoice is for all that its payer has at Heroku, audited or not.",
                List.of("payer", "people", "last invoice", "from and to"),
                rows);
    }

    static String usage(List<Payer> payers) {
        List<List<String>> rows = new ArrayList<>();
        for (Payer payer : payers) {
            Payer.Usage usage = payer.usage();
            if (usage != null) {
                usage.apps()
                        .forEach(app -> rows.add(List.of(
                                app.app(),
                                usage.month(),
                                amount(app.dynos()),
                                amount(app.addonCredits()),
                                amount(app.dataCredits()),
                                amount(app.partnerCredits()))));
            }
        }
        return AuditTables.table(
                "What was used",
                "By Heroku's own count, which it keeps for teams with a contract alone.",
                List.of("app", "month", "dynos", "add-on credits", "of these Heroku's data", "of these partners"),
                rows);
    }

    private static String amount(@Nullable Double value) {
        return value == null ? UNKNOWN : String.format(Locale.ROOT, "%,.2f", value);
    }

    private static String total(Inventory inventory) {
        MonthlyPrice price = MonthlyPrice.of(inventory);
        return price.cents() == 0
                ? "What it costs is not known."
                : "Together with its add-ons it costs " + (price.atLeast() ? "at least " : "")
                        + Numbers.dollars(price.cents() / 100.0) + " a month" + price.ecoWords() + ".";
    }

    private static String settings(HerokuApp app) {
        if (app.lacks(Unread.SETTINGS)) {
            return UNKNOWN;
        }
        long secret = count(app, Kind.SECRET);
        long made = count(app, Kind.ATTACHMENT);
        return Numbers.count(app.configVars().size())
                + (secret == 0 ? "" : ", " + Numbers.count(secret) + " secret")
                + (made == 0 ? "" : ", " + Numbers.count(made) + " of add-ons");
    }

    private static long count(HerokuApp app, Kind kind) {
        return app.configVars().stream()
                .map(ConfigVar::kind)
                .filter(kind::equals)
                .count();
    }

    private static String when(ScheduledJob job) {
        Integer at = job.atMinute();
        if (job.everyMinutes() == MINUTES_OF_DAY) {
            return "daily" + (at == null ? "" : String.format(Locale.ROOT, " at %02d:%02d", at / 60, at % 60));
        }
        if (job.everyMinutes() == MINUTES_OF_HOUR) {
            return "hourly" + (at == null ? "" : String.format(Locale.ROOT, " at :%02d", at));
        }
        return "every " + job.everyMinutes() + " minutes";
    }

    private static String users(String billingApp, List<Attachment> attachments) {
        List<String> apps = attachments.stream().map(Attachment::app).distinct().toList();
        return apps.isEmpty() ? billingApp : String.join(", ", apps);
    }

    private static String dollars(@Nullable Integer cents) {
        return cents == null ? UNKNOWN : Numbers.dollars(cents / 100.0);
    }

    private static String or(@Nullable String text) {
        return text == null ? "" : text;
    }
}
