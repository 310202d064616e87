package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A domain of an app that leads past Heroku. */
final class DomainLeadsElsewhere extends Rule {

    private static final Pattern HEROKU = Pattern.compile(".*\\.heroku(dns|app|ssl|space)\\.com");

    DomainLeadsElsewhere() {
        super("domain-leads-elsewhere", INFO, "e1");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        return inventory.surroundings().hosts().stream()
                .filter(host -> host.problem() == null && !host.chain().isEmpty())
                .filter(host -> host.chain().stream()
                        .noneMatch(name -> HEROKU.matcher(name).matches()))
                .map(host -> finding(
                        host.host(),
                        host.host() + " leads to "
                                + host.chain().get(host.chain().size() - 1) + ", which is not Heroku's.",
                        "Something stands in between, or the domain is not used any more.",
                        "Find out what it is: its origin has to be switched, not this record.",
                        "DNS"));
    }
}
