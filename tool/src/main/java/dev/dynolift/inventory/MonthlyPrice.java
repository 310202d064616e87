package dev.dynolift.inventory;

import dev.dynolift.inventory.AppDetails.Unread;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What everything that was found costs at Heroku a month.
 *
 * @param cents the sum of all prices that are known, in US cents
 * @param atLeast whether something is left out, as its price or an app's add-ons could not be read
 */
public record MonthlyPrice(long cents, boolean atLeast) {

    public static MonthlyPrice of(Inventory inventory) {
        List<@Nullable Integer> prices = Stream.of(
                        inventory.apps().stream().map(HerokuApp::monthlyCents),
                        inventory.databases().stream().map(Database::monthlyCents),
                        inventory.keyValueStores().stream().map(KeyValueStore::monthlyCents),
                        inventory.addons().stream().map(Addon::monthlyCents))
                .flatMap(all -> all)
                .collect(Collectors.toList());
        return new MonthlyPrice(
                prices.stream()
                        .filter(Objects::nonNull)
                        .mapToLong(Integer::longValue)
                        .sum(),
                prices.contains(null) || inventory.apps().stream().anyMatch(app -> app.lacks(Unread.ADDONS)));
    }
}
