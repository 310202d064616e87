package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.DatabaseDetails;
import dev.dynolift.inventory.DatabaseDetails.OutsideAccess;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.stream.Stream;

/** Databases in a space that somebody outside of it uses: with a certificate, or through a bastion host. */
final class DatabaseReachedFromOutside extends Rule {

    DatabaseReachedFromOutside() {
        super("database-reached-from-outside", WARNING, "b20");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        Stream<Finding> certificates = inventory.databases().stream().flatMap(database -> {
            DatabaseDetails details = database.details();
            OutsideAccess outside = details == null ? null : details.outside();
            return outside == null
                    ? Stream.empty()
                    : Stream.of(finding(
                            database.addon(),
                            "Others reach the database from outside its space by mutual TLS: "
                                    + words(outside.ranges().isEmpty(), String.join(", ", outside.ranges()))
                                    + "; certificates: "
                                    + words(outside.certificates().isEmpty(), String.join(", ", outside.certificates()))
                                    + ".",
                            "RDS asks no client for a certificate, and nobody outside its network reaches it at all.",
                            "Find out who they are, and give each a way in: a VPN, a peering, or a session of Systems"
                                    + " Manager that forwards the port.",
                            "/postgres/v0/databases/" + database.addon() + "/tls-endpoint"));
        });
        Stream<Finding> bastions = inventory.apps().stream().flatMap(app -> app.configVars().stream()
                .map(ConfigVar::name)
                .filter(name -> name.endsWith("_BASTIONS"))
                .map(name -> finding(
                        app.name() + " " + name,
                        "The setting " + name + " names a bastion host, by which people reach a database in its space.",
                        "It ends with the database, and so does its key.",
                        "Let people in by a session of Systems Manager that forwards the port; programs need a VPN or a"
                                + " peering.",
                        "/apps/" + app.name() + "/config-vars")));
        return Stream.concat(certificates, bastions);
    }

    private static String words(boolean none, String known) {
        return none ? "none is told" : known;
    }
}
