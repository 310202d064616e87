package dev.dynolift.cli;

import dev.dynolift.aws.AwsAccountReader;
import dev.dynolift.aws.AwsClient;
import dev.dynolift.aws.AwsLogin;
import dev.dynolift.dns.DomainLookup;
import dev.dynolift.dns.NameServer;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.event.EventListener;
import dev.dynolift.heroku.HerokuHosts;
import dev.dynolift.inventory.Surroundings.NotAsked;
import dev.dynolift.rest.Pause;
import dev.dynolift.rest.RestClient;
import dev.dynolift.rest.Vendor;
import dev.dynolift.secret.Secret;
import dev.dynolift.surroundings.Sources;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out from the environment whom an audit can ask besides Heroku. Each login is optional. */
final class AuditSources {

    private final Map<String, String> environment;
    private final EventListener events;
    private final List<NotAsked> notAsked = new ArrayList<>();

    private AuditSources(Map<String, String> environment, EventListener events) {
        this.environment = environment;
        this.events = events;
    }

    /**
     * Everybody who can be asked.
     *
     * @throws DynoliftException INPUT when a variable is set to something that cannot be used
     */
    static Sources of(Map<String, String> environment, HerokuHosts heroku, EventListener events) {
        AuditSources sources = new AuditSources(environment, events);
        return new Sources(
                sources.semaphore(), sources.cloudflare(), sources.dns(heroku), sources.aws(), sources.notAsked);
    }

    private Optional<RestClient> semaphore() {
        String next = "set SEMAPHORE_API_TOKEN and SEMAPHORE_ORGANIZATION_URL";
        String address = value("SEMAPHORE_ORGANIZATION_URL");
        if (value("SEMAPHORE_API_TOKEN").isEmpty() || address.isEmpty()) {
            return without("Semaphore", next);
        }
        return Optional.of(client(new Vendor(
                "Semaphore",
                AwsEnvironment.address(
                        "SEMAPHORE_ORGANIZATION_URL", address.contains("://") ? address : "https://" + address),
                "Token",
                new Secret(value("SEMAPHORE_API_TOKEN")),
                // Semaphore refuses others.
                Map.of("User-Agent", "SemaphoreCI v2.0 Client"),
                "Set SEMAPHORE_API_TOKEN to a token of somebody who may see the projects.")));
    }

    private Optional<RestClient> cloudflare() {
        if (value("CLOUDFLARE_API_TOKEN").isEmpty()) {
            return without("Cloudflare", "set CLOUDFLARE_API_TOKEN");
        }
        String address = value("CLOUDFLARE_BASE_URL");
        return Optional.of(client(new Vendor(
                "Cloudflare",
                AwsEnvironment.address(
                        "CLOUDFLARE_BASE_URL", address.isEmpty() ? "https://api.cloudflare.com/client/v4" : address),
                "Bearer",
                new Secret(value("CLOUDFLARE_API_TOKEN")),
                Map.of("User-Agent", "dynolift"),
                "Set CLOUDFLARE_API_TOKEN to a token with the rights Zone Read, DNS Read, Zone Settings Read, Page Rules"
                        + " Read and Workers Routes Read.")));
    }

    private Optional<DomainLookup> dns(HerokuHosts heroku) {
        String server = value("DYNOLIFT_NAME_SERVER");
        if (server.matches("[0-9a-fA-F.:\\[\\]]+:\\d{1,5}")) {
            int colon = server.lastIndexOf(':');
            int port = Integer.parseInt(server.substring(colon + 1));
            return Optional.of(
                    new DomainLookup(NameServer.at(new InetSocketAddress(server.substring(0, colon), port))));
        }
        boolean standIn = "http".equals(heroku.platform().getScheme());
        if (standIn || server.equals("none")) {
            return without("DNS", "set DYNOLIFT_NAME_SERVER to an address and a port");
        }
        return Optional.of(new DomainLookup(NameServer.ofThisMachine()));
    }

    private Optional<AwsAccountReader> aws() {
        AwsEnvironment aws = new AwsEnvironment(environment);
        Optional<AwsLogin> login = aws.login();
        return login.isPresent()
                ? login.map(found -> new AwsAccountReader(new AwsClient(found, Pause.SLEEP)))
                : without("AWS", aws.missing());
    }

    private RestClient client(Vendor vendor) {
        return new RestClient(vendor, events, Pause.SLEEP);
    }

    private <T> Optional<T> without(String what, String next) {
        notAsked.add(new NotAsked(what, next));
        return Optional.empty();
    }

    private String value(String name) {
        return environment.getOrDefault(name, "").strip();
    }
}
