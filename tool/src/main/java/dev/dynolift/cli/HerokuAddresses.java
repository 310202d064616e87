package dev.dynolift.cli;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.heroku.HerokuHosts;
import java.net.URI;
import java.util.Map;

/** Heroku's addresses, as the variables of Heroku's own command line change them. */
final class HerokuAddresses {

    private HerokuAddresses() {}

    /**
     * HEROKU_HOST is a domain ("heroku.com") or a URL; a URL stands for all services, unless HEROKU_DATA_HOST names another
     * one for data, so that a login made for a stand-in never reaches Heroku.
     *
     * @throws DynoliftException INPUT when one is no address
     */
    static HerokuHosts of(Map<String, String> environment) {
        String host = environment.getOrDefault("HEROKU_HOST", "");
        String data = environment.getOrDefault("HEROKU_DATA_HOST", "");
        HerokuHosts usual = host.startsWith("http")
                ? HerokuHosts.all(address("HEROKU_HOST", host))
                : host.isEmpty()
                        ? HerokuHosts.HEROKU
                        : new HerokuHosts(
                                address("HEROKU_HOST", "https://api." + host),
                                address("HEROKU_HOST", "https://api.data." + host),
                                address("HEROKU_HOST", "https://particleboard." + host),
                                address("HEROKU_HOST", "https://kolkrabbi." + host),
                                address("HEROKU_HOST", "https://api.metrics." + host));
        if (data.isEmpty()) {
            return usual;
        }
        URI named = address("HEROKU_DATA_HOST", data.startsWith("http") ? data : "https://" + data);
        return new HerokuHosts(usual.platform(), named, usual.scheduler(), usual.github(), usual.metrics());
    }

    private static URI address(String variable, String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new DynoliftException(
                    ErrorCode.INPUT, variable + " is no address", "", "Set it to a URL, or unset it.", e);
        }
    }
}
