package dev.dynolift.audit;

import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Payer;
import dev.dynolift.inventory.Payer.AppUsage;
import dev.dynolift.inventory.Payer.Invoice;
import dev.dynolift.inventory.Payer.Usage;
import dev.dynolift.inventory.RoleCount;
import dev.dynolift.market.DynoSizes;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads who pays for the audited apps: their teams with the people in them, and the newest invoice of each payer. */
final class PayerReading {

    private static final int LENGTH_OF_DATE = 10;

    private final Questions questions;
    private final DynoPrices prices;
    private final String today;
    private final String lastMonth;

    PayerReading(Questions questions, DynoPrices prices, LocalDate today) {
        this.questions = questions;
        this.prices = prices;
        this.today = today.toString();
        this.lastMonth = YearMonth.from(today).minusMonths(1).toString();
    }

    List<Payer> read(List<HerokuApp> apps) {
        List<Payer> payers = new ArrayList<>();
        TreeSet<String> teams = new TreeSet<>();
        boolean own = false;
        for (HerokuApp app : apps) {
            if (app.team() == null) {
                own = true;
            } else {
                teams.add(app.team());
            }
        }
        if (own) {
            Invoice invoice = newest(questions.extraList("invoices", "/account/invoices"));
            payers.add(new Payer(null, null, null, invoice, null, ecoCents(apps, null)));
        }
        teams.forEach(team -> payers.add(team(team, apps)));
        return payers;
    }

    private @Nullable Integer ecoCents(List<HerokuApp> apps, @Nullable String team) {
        return apps.stream()
                        .filter(app -> Objects.equals(app.team(), team))
                        .flatMap(app -> app.processes().stream())
                        .anyMatch(process -> process.quantity() > 0 && DynoSizes.isEco(process.size()))
                ? prices.ecoCents()
                : null;
    }

    private Payer team(String team, List<HerokuApp> apps) {
        String subject = "team " + team;
        JsonNode members = questions.extraList(subject, "/teams/" + team + "/members");
        Invoice invoice = newest(questions.extraList(subject, "/teams/" + team + "/invoices"));
        Usage usage = usage(team, apps);
        Integer ecoCents = ecoCents(apps, team);
        if (members.isMissingNode()) {
            return new Payer(team, null, null, invoice, usage, ecoCents);
        }
        Map<String, Integer> roles = new TreeMap<>();
        int alone = 0;
        boolean told = true;
        for (JsonNode member : members) {
            String role = Text.of(member, "role");
            roles.merge(role.isEmpty() ? "member" : role, 1, Integer::sum);
            JsonNode second = member.path("two_factor_authentication");
            told &= second.isBoolean();
            // Whoever comes through a company's own login has what that asks for.
            alone += second.isBoolean()
                            && !second.booleanValue()
                            && !member.path("federated").asBoolean(false)
                    ? 1
                    : 0;
        }
        List<RoleCount> counts = roles.entrySet().stream()
                .map(entry -> new RoleCount(entry.getKey(), entry.getValue()))
                .toList();
        return new Payer(team, counts, told ? Integer.valueOf(alone) : null, invoice, usage, ecoCents);
    }

    /** Heroku counts for teams of a contract alone, and knows them here by their id. */
    private @Nullable Usage usage(String team, List<HerokuApp> apps) {
        String subject = "team " + team;
        JsonNode itself = questions.extraObject(subject, "/teams/" + team);
        if (!Text.of(itself, "type").equals("enterprise")) {
            return null;
        }
        JsonNode months =
                questions.extraList(subject, "/teams/" + Text.of(itself, "id") + "/usage/monthly?start=" + lastMonth);
        List<AppUsage> used = new ArrayList<>();
        for (JsonNode month : months) {
            for (JsonNode app : month.path("apps")) {
                String name = Text.of(app, "app_name");
                if (apps.stream().anyMatch(audited -> audited.name().equals(name))) {
                    used.add(new AppUsage(
                            name,
                            Text.decimal(app, "dynos"),
                            Text.decimal(app, "addons"),
                            Text.decimal(app, "data"),
                            Text.decimal(app, "partner")));
                }
            }
        }
        return months.isEmpty() ? null : new Usage(lastMonth, used);
    }

    /** The one whose period ended last; the current month's grows until its end, and is no month's price. */
    private @Nullable Invoice newest(JsonNode invoices) {
        List<Invoice> ended = new ArrayList<>();
        for (JsonNode invoice : invoices) {
            Long total = Text.number(invoice.path("total"));
            String end = date(Text.of(invoice, "period_end"));
            if (total != null && !end.isEmpty() && end.compareTo(today) < 0) {
                ended.add(new Invoice(
                        date(Text.of(invoice, "period_start")),
                        end,
                        total,
                        Text.number(invoice.path("charges_total"))));
            }
        }
        return ended.stream().max(Comparator.comparing(Invoice::periodEnd)).orElse(null);
    }

    /** Heroku's schema has "01/31/2014", its answers "2014-01-31" or a time of that day: as days that sort by time. */
    private static String date(String text) {
        if (text.matches("\\d{2}/\\d{2}/\\d{4}")) {
            return text.substring(6) + "-" + text.substring(0, 2) + "-" + text.substring(3, 5);
        }
        return text.matches("\\d{4}-\\d{2}-\\d{2}.*") ? text.substring(0, LENGTH_OF_DATE) : "";
    }
}
