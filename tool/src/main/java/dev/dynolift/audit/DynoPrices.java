package dev.dynolift.audit;

import dev.dynolift.inventory.ProcessType;
import dev.dynolift.market.DynoSizes;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What dynos cost a month: as Heroku bills this account, else as its price list says. */
final class DynoPrices {

    private final Map<String, Integer> cents = new HashMap<>();

    /** @param sizes the answer to {@code /dyno-sizes}, or a missing node */
    DynoPrices(JsonNode sizes) {
        for (JsonNode size : sizes) {
            JsonNode cost = size.path("cost");
            if (cost.path("cents").isNumber() && Text.of(cost, "unit").equals("month")) {
                cents.put(
                        Text.of(size, "name").toLowerCase(Locale.ROOT),
                        cost.path("cents").asInt());
            }
        }
    }

    /** What an account pays for all its eco dynos together; null when that is not known. */
    @Nullable
    Integer ecoCents() {
        return price(DynoSizes.ECO);
    }

    /** The sum over all running dynos but eco ones; null when one's price is not known. */
    @Nullable
    Integer monthlyCents(List<ProcessType> processes) {
        int sum = 0;
        for (ProcessType process : processes) {
            if (process.quantity() > 0 && !DynoSizes.isEco(process.size())) {
                Integer price = price(process.size());
                if (price == null) {
                    return null;
                }
                sum += process.quantity() * price;
            }
        }
        return sum;
    }

    private @Nullable Integer price(@Nullable String size) {
        if (size == null) {
            return null;
        }
        Integer billed = cents.get(size);
        if (billed != null) {
            return billed;
        }
        return DynoSizes.find(size)
                .filter(known -> known.monthlyUsd().isPresent())
                .map(known -> (int) Math.round(known.monthlyUsd().getAsDouble() * 100))
                .orElse(null);
    }
}
