package dev.dynolift.cli;

import dev.dynolift.audit.AuditScope;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which apps the command line names: by themselves, by team, by pipeline, or all. */
record ScopeOfAudit(
        List<String> apps, @Nullable String team, @Nullable String pipeline, boolean all) {

    /** @throws DynoliftException INPUT for two at once, and for what cannot be a name */
    Optional<AuditScope> find() {
        int given = (apps.isEmpty() ? 0 : 1) + (team == null ? 0 : 1) + (pipeline == null ? 0 : 1) + (all ? 1 : 0);
        if (given > 1) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "only one of APP, --team, --pipeline and --all can be given",
                    "Each names the apps to look at.",
                    "Run one audit for each, or choose one.");
        }
        if (team != null) {
            return Optional.of(new AuditScope.OfTeam(checked("team", team)));
        }
        if (pipeline != null) {
            return Optional.of(new AuditScope.OfPipeline(checked("pipeline", pipeline)));
        }
        if (all) {
            return Optional.of(new AuditScope.All());
        }
        apps.forEach(app -> checked("app", app));
        return apps.isEmpty()
                ? Optional.empty()
                : Optional.of(new AuditScope.Named(apps.stream().distinct().toList()));
    }

    private static String checked(String what, String name) {
        if (!name.matches("[a-z0-9][a-z0-9-]{1,63}")) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "\"" + name + "\" is no " + what + "'s name",
                    "A name has small letters, digits and hyphens.",
                    "Run `heroku " + what + "s` to see yours.");
        }
        return name;
    }
}
