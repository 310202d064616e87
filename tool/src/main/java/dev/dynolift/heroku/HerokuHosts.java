package dev.dynolift.heroku;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * Where Heroku's services answer.
 *
 * @param platform apps, settings, add-ons
 * @param data sizes and versions of databases and key-value stores
 * @param scheduler the undocumented service behind Scheduler's dashboard
 * @param github which repository an app is deployed from
 * @param metrics response times and errors of the last days
 */
public record HerokuHosts(URI platform, URI data, URI scheduler, URI github, URI metrics) {

    // Above the constant below, whose making needs it.
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Heroku itself. The scheduler's host was found by users: https://github.com/heroku/cli/issues/668. */
    public static final HerokuHosts HEROKU = new HerokuHosts(
            URI.create("https://api.heroku.com"),
            URI.create("https://api.data.heroku.com"),
            URI.create("https://particleboard.heroku.com"),
            URI.create("https://kolkrabbi.heroku.com"),
            URI.create("https://api.metrics.heroku.com"));

    /**
     * Checks that the token can be sent there.
     *
     * @throws DynoliftException INPUT for an address without TLS outside this machine
     */
    public HerokuHosts {
        check(platform);
        check(data);
        check(scheduler);
        check(github);
        check(metrics);
    }

    /** One host for all services, as a stand-in has. */
    public static HerokuHosts all(URI host) {
        return new HerokuHosts(host, host, host, host, host);
    }

    private static void check(URI host) {
        String scheme = host.getScheme() == null ? "" : host.getScheme().toLowerCase(Locale.ROOT);
        boolean local = host.getHost() != null && THIS_MACHINE.contains(host.getHost());
        if (host.getHost() == null || !(scheme.equals("https") || scheme.equals("http") && local)) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "Heroku cannot be asked at " + host,
                    "The login would travel unprotected, or the address has no host.",
                    "Give an https:// address, or an http:// one of this machine, or unset HEROKU_HOST and"
                            + " HEROKU_DATA_HOST.");
        }
    }
}
