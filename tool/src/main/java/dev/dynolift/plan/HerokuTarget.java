package dev.dynolift.plan;

import dev.dynolift.inventory.Inventory;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a domain's CNAME record leads today, if it leads to Heroku straight: what a way back has to restore. */
public final class HerokuTarget {

    private static final Pattern HEROKU = Pattern.compile(".+\\.heroku(dns|app|ssl|space)\\.com");

    private HerokuTarget() {}

    /** Empty when DNS was not asked, when it is another kind of record, and when something stands in between. */
    public static Optional<String> of(String domain, Inventory inventory) {
        return inventory.surroundings().hosts().stream()
                .filter(host ->
                        DomainPlan.name(host.host()).filter(domain::equals).isPresent())
                .flatMap(host -> host.chain().stream().limit(1))
                .filter(target -> HEROKU.matcher(target).matches())
                .findFirst();
    }
}
