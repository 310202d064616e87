package dev.dynolift.inventory;

import dev.dynolift.inventory.AppDetails.Unread;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What everything that was found costs at Heroku a month.
 *
 * @param cents the sum of all prices that are known, in US cents
 * @param ecoCents what of it is for eco dynos, which an account pays once, however many there are
 * @param atLeast whether something is left out, as its price or an app's add-ons could not be read
 */
public record MonthlyPrice(long cents, long ecoCents, boolean atLeast) {

    /** Whether there is something to add for eco dynos, in words that follow the sum; empty when there is not. */
    public String ecoWords() {
        return ecoCents == 0
                ? ""
                : String.format(Locale.ROOT, ", $%.2f of it for all eco dynos together", ecoCents / 100.0);
    }

    public static MonthlyPrice of(Inventory inventory) {
        List<@Nullable Integer> prices = Stream.of(
                        inventory.apps().stream().map(HerokuApp::monthlyCents),
                        inventory.databases().stream().map(Database::monthlyCents),
                        inventory.keyValueStores().stream().map(KeyValueStore::monthlyCents),
                        inventory.addons().stream().map(Addon::monthlyCents))
                .flatMap(all -> all)
                .collect(Collectors.toList());
        long eco = inventory.payers().stream()
                .map(Payer::ecoCents)
                .filter(Objects::nonNull)
                .mapToLong(Integer::longValue)
                .sum();
        return new MonthlyPrice(
                eco
                        + prices.stream()
                                .filter(Objects::nonNull)
                                .mapToLong(Integer::longValue)
                                .sum(),
                eco,
                prices.contains(null) || inventory.apps().stream().anyMatch(app -> app.lacks(Unread.ADDONS)));
    }
}
