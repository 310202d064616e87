package dev.dynolift.doctor;

import dev.dynolift.heroku.HerokuApi;
import dev.dynolift.heroku.HerokuHosts;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** All checks, in the order in which a move needs what they look at. Changes nothing. */
public final class Doctor {

    private final Map<String, String> environment;
    private final InstantSource clock;

    /** @param environment whose PATH says where programs are, and where AWS's own find their credentials */
    public Doctor(Map<String, String> environment, InstantSource clock) {
        this.environment = environment;
        this.clock = clock;
    }

    /**
     * Who asks Heroku.
     *
     * @param api empty when there is no login
     * @param reason why there is none
     * @param next what to do about that
     */
    public record Login(Optional<HerokuApi> api, String reason, String next) {}

    /**
     * Looks at everything.
     *
     * @param repository the app's checkout or a URL of it, when there is one
     * @param newestDatabase the newest major version among the databases that are to move, when it is known
     * @param step what comes next: what only later steps need is no failure
     */
    public List<Check> examine(
            HerokuHosts hosts, Login login, Optional<String> repository, OptionalInt newestDatabase, Need step) {
        Programs programs = new Programs(environment);
        HerokuChecks heroku = new HerokuChecks(clock);
        PlaceChecks places = new PlaceChecks(programs);
        List<Check> checks = new ArrayList<>(heroku.names(hosts));
        checks.addAll(heroku.login(login.api(), login.reason(), login.next()));
        checks.add(
                repository.isPresent()
                        ? places.repository(repository.get())
                        : Check.unknown("repository", "not checked", "Name the app's checkout with --repo."));
        checks.addAll(places.aws());
        checks.addAll(new ToolChecks(programs, newestDatabase).all());
        return checks.stream().map(check -> check.before(step)).toList();
    }
}
