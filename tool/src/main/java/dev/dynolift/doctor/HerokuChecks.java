package dev.dynolift.doctor;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.heroku.HerokuApi;
import dev.dynolift.heroku.HerokuHosts;
import dev.dynolift.heroku.HerokuRefusal;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks whether Heroku can be found and reached, whether it takes the login, and whether the clocks agree. */
final class HerokuChecks {

    /** AWS refuses a signature whose time is five minutes off. */
    private static final Duration TOO_FAR = Duration.ofMinutes(5);

    private static final Duration NOTICEABLE = Duration.ofSeconds(30);
    private static final int FEW_REQUESTS = 500;

    private final InstantSource clock;

    HerokuChecks(InstantSource clock) {
        this.clock = clock;
    }

    List<Check> names(HerokuHosts hosts) {
        Set<String> names = new LinkedHashSet<>();
        for (URI host : List.of(hosts.platform(), hosts.data())) {
            names.add(host.getHost());
        }
        List<Check> checks = new ArrayList<>();
        for (String name : names) {
            checks.add(name(name));
        }
        return checks;
    }

    static Check name(String host) {
        try {
            InetAddress.getByName(host);
            return Check.ok("DNS", host + " has an address");
        } catch (UnknownHostException e) {
            return Check.failed(
                    "DNS", host + " has no address", "Check the network and its DNS; behind a proxy, ask its owner.");
        }
    }

    /** @param api empty when there is no login, with the reason */
    List<Check> login(Optional<HerokuApi> api, String reason, String next) {
        if (api.isEmpty()) {
            return List.of(Check.failed(
                    "Heroku login",
                    reason,
                    next + " Without one, `dynolift audit --repo DIR` looks at the code alone."));
        }
        try {
            HerokuApi.Greeting greeting = api.get().greet();
            List<Check> checks = new ArrayList<>();
            checks.add(Check.ok("Heroku login", "accepted, as " + greeting.email()));
            checks.add(settings(api.get()));
            checks.add(clocks(greeting.date()));
            int left = greeting.requestsLeft();
            checks.add(
                    left >= FEW_REQUESTS
                            ? Check.ok("Heroku rate limit", left + " requests are left")
                            : Check.warning(
                                    "Heroku rate limit",
                                    "only " + left + " requests are left",
                                    "Wait: it is refilled by 75 a minute."));
            return checks;
        } catch (DynoliftException e) {
            return List.of(Check.failed("Heroku login", String.valueOf(e.getMessage()), e.next()));
        }
    }

    /** Whether the login shows settings, which not every scope does. Only whether there is an answer is looked at. */
    private static Check settings(HerokuApi api) {
        String app = "";
        try {
            app = api.newest("/apps", "name", 1).path(0).path("name").asString("");
            if (app.isEmpty()) {
                return Check.unknown("Heroku settings", "not checked: the login sees no app", "");
            }
            api.freshObject("/apps/" + app + "/config-vars");
            return Check.ok("Heroku settings", "may be read, as those of " + app);
        } catch (HerokuRefusal refusal) {
            return app.isEmpty()
                    ? Check.unknown("Heroku settings", "not checked: Heroku lists no apps", "")
                    : Check.failed(
                            "Heroku settings",
                            "the login may not read those of " + app,
                            "Make one that may: `heroku authorizations:create -s read-protected`.");
        }
    }

    private Check clocks(Optional<Instant> herokus) {
        if (herokus.isEmpty()) {
            return Check.unknown("clock", "Heroku did not say what time it is", "");
        }
        Duration off = Duration.between(herokus.get(), clock.instant()).abs();
        String found = "differs from Heroku's by " + off.toSeconds() + " s";
        String next = "Set this machine's clock, by NTP at best.";
        if (off.compareTo(TOO_FAR) >= 0) {
            return Check.failed("clock", found + "; AWS refuses requests from 300 s on", next);
        }
        return off.compareTo(NOTICEABLE) > 0 ? Check.warning("clock", found, next) : Check.ok("clock", found);
    }
}
