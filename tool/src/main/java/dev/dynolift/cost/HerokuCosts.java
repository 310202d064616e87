package dev.dynolift.cost;

import dev.dynolift.cost.CostLine.Certainty;
import dev.dynolift.cost.CostLine.Side;
import dev.dynolift.inventory.AppDetails.Unread;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.Payer;
import dev.dynolift.inventory.ProcessType;
import dev.dynolift.market.DynoSizes;
import dev.dynolift.market.DynoSizes.DynoSize;
import dev.dynolift.market.HerokuPlans;
import dev.dynolift.market.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What Heroku charges today: dynos by list price, add-ons as billed. */
final class HerokuCosts {

    private HerokuCosts() {}

    static List<CostLine> lines(Inventory inventory) {
        List<CostLine> lines = new ArrayList<>();
        String date = inventory.auditedAt().toString().substring(0, 10);
        boolean anyEco = false;
        for (HerokuApp app : inventory.apps()) {
            if (app.lacks(Unread.FORMATION)) {
                lines.add(unknown(app.name(), app.name() + " dynos", "Heroku did not show how many run"));
            }
            if (app.lacks(Unread.ADDONS)) {
                lines.add(unknown(app.name(), app.name() + " add-ons", "Heroku did not show all of them"));
            }
            for (ProcessType process : app.processes()) {
                if (process.quantity() == 0) {
                    continue;
                }
                if (DynoSizes.isEco(process.size())) {
                    anyEco = true;
                } else {
                    lines.add(dynos(app.name(), process));
                }
            }
            if (!app.scheduledJobs().isEmpty()) {
                lines.add(unknown(
                        app.name(),
                        app.name() + " scheduler, " + app.scheduledJobs().size()
                                + (app.scheduledJobs().size() == 1 ? " job" : " jobs"),
                        "one-off dynos are charged by the second; how long the jobs run is not known"));
            }
        }
        if (anyEco) {
            lines.addAll(eco(inventory));
        }
        inventory
                .databases()
                .forEach(database -> lines.add(addon(
                        database.billingApp(),
                        "heroku-postgresql:" + database.plan() + " " + database.addon(),
                        database.monthlyCents(),
                        HerokuPlans.postgres(database.plan()).map(HerokuPlans.PostgresPlan::monthlyUsd),
                        HerokuPlans.postgres(database.plan()).map(HerokuPlans.PostgresPlan::provenance),
                        date)));
        inventory
                .keyValueStores()
                .forEach(store -> lines.add(addon(
                        store.billingApp(),
                        "heroku-redis:" + store.plan() + " " + store.addon(),
                        store.monthlyCents(),
                        HerokuPlans.keyValue(store.plan()).map(HerokuPlans.KeyValuePlan::monthlyUsd),
                        HerokuPlans.keyValue(store.plan()).map(HerokuPlans.KeyValuePlan::provenance),
                        date)));
        inventory
                .addons()
                .forEach(addon -> lines.add(addon(
                        addon.billingApp(),
                        addon.service() + ":" + addon.plan() + " " + addon.name(),
                        addon.monthlyCents(),
                        Optional.empty(),
                        Optional.empty(),
                        date)));
        return lines;
    }

    /** Each payer has a subscription of its own. */
    private static List<CostLine> eco(Inventory inventory) {
        DynoSize size = DynoSizes.find(DynoSizes.ECO).orElseThrow();
        List<String> payers = inventory.payers().stream()
                .filter(payer -> payer.ecoCents() != null)
                .map(Payer::words)
                .toList();
        return (payers.isEmpty() ? List.of("the account") : payers)
                .stream()
                        .map(payer -> line(
                                "",
                                "eco dynos of " + payer,
                                size.monthlyUsd().orElse(0),
                                Certainty.MEASURED,
                                "one flat price for 1000 hours of all eco dynos together",
                                size.provenance()))
                        .toList();
    }

    private static CostLine dynos(String app, ProcessType process) {
        String subject = app + " " + process.type() + ", " + process.quantity() + " × "
                + (process.size() == null ? "a dyno" : process.size());
        Optional<DynoSize> size = Optional.ofNullable(process.size()).flatMap(DynoSizes::find);
        if (process.size() == null) {
            return unknown(app, subject, "the size is not known: only the code was read");
        }
        if (size.isEmpty() || size.get().monthlyUsd().isEmpty()) {
            return unknown(app, subject, "the price of this dyno size is not known");
        }
        return line(
                app,
                subject,
                size.get().monthlyUsd().getAsDouble() * process.quantity(),
                Certainty.MEASURED,
                String.format(
                        Locale.ROOT,
                        "%.2f USD each, list price, always on",
                        size.get().monthlyUsd().getAsDouble()),
                size.get().provenance());
    }

    private static CostLine addon(
            String app,
            String subject,
            @Nullable Integer billedCents,
            Optional<OptionalDouble> listUsd,
            Optional<Provenance> provenance,
            String date) {
        if (billedCents != null) {
            return new CostLine(
                    Side.HEROKU,
                    "",
                    app,
                    subject,
                    billedCents.longValue(),
                    null,
                    Certainty.MEASURED,
                    "as billed",
                    "Heroku's API",
                    date);
        }
        if (listUsd.isPresent() && listUsd.get().isPresent() && provenance.isPresent()) {
            return line(app, subject, listUsd.get().getAsDouble(), Certainty.ASSUMED, "list price", provenance.get());
        }
        return unknown(app, subject, "the bill was not seen, and the plan's price is not public");
    }

    private static CostLine line(
            String app, String subject, double usd, Certainty certainty, String basis, Provenance provenance) {
        return new CostLine(
                Side.HEROKU,
                "",
                app,
                subject,
                Math.round(usd * 100),
                null,
                provenance.isGuess() ? Certainty.ASSUMED : certainty,
                basis,
                provenance.source(),
                provenance.date());
    }

    private static CostLine unknown(String app, String subject, String why) {
        return new CostLine(Side.HEROKU, "", app, subject, null, null, Certainty.UNKNOWN, why, "", "");
    }
}
