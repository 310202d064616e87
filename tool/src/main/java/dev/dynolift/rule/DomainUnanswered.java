package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.DnsAnswer;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.stream.Stream;

/** A domain of an app that DNS does not know. */
final class DomainUnanswered extends Rule {

    DomainUnanswered() {
        super("domain-unanswered", WARNING, "e1");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        return inventory.surroundings().hosts().stream()
                .filter(host -> host.problem() != null)
                .map(host -> host.unknown() ? notLookedUp(host) : unanswered(host));
    }

    private Finding unanswered(DnsAnswer host) {
        return finding(
                host.host(),
                "DNS gave no address for " + host.host() + ": " + host.problem() + ".",
                "Nobody can reach the app there; a certificate for it could not be issued either.",
                "Remove it from the app when nobody needs it, or mend its DNS.",
                "DNS");
    }

    private Finding notLookedUp(DnsAnswer host) {
        return finding(
                host.host(),
                host.host() + " could not be looked up: " + host.problem() + ".",
                "Where it leads, and how long others remember that, is not in the inventory; it may well work.",
                "Run the audit again from a network whose name servers answer, or look with `dig " + host.host() + "`.",
                "DNS");
    }
}
