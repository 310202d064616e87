package dev.dynolift.audit;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.heroku.HerokuApi;
import dev.dynolift.heroku.HerokuRefusal;
import dev.dynolift.inventory.Pipeline;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Finds the apps of a scope, by name or id. */
final class AppListing {

    private final HerokuApi api;

    AppListing(HerokuApi api) {
        this.api = api;
    }

    /** @throws DynoliftException when there is no such team or pipeline, or it has no apps */
    List<String> of(AuditScope scope) {
        if (scope instanceof AuditScope.Named named) {
            return named.apps();
        }
        List<String> apps;
        try {
            apps = listed(scope);
        } catch (HerokuRefusal refusal) {
            throw refusal.status() == 404 ? refusal.asInput() : refusal;
        }
        if (apps.isEmpty()) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    scope.name() + " has no apps that this login may see",
                    "",
                    "Check the name; `heroku teams`, `heroku pipelines` and `heroku apps --all` list yours.");
        }
        return apps;
    }

    private List<String> listed(AuditScope scope) {
        List<String> apps = new ArrayList<>();
        if (scope instanceof AuditScope.OfPipeline pipeline) {
            String id = Text.of(api.object("/pipelines/" + pipeline.name()), "id");
            for (JsonNode coupling : api.list("/pipelines/" + id + "/pipeline-couplings")) {
                if (!Pipeline.Stage.isTemporary(Text.of(coupling, "stage"))) {
                    apps.add(Text.of(coupling, "app.id"));
                }
            }
        } else {
            String path = scope instanceof AuditScope.OfTeam team ? "/teams/" + team.name() + "/apps" : "/apps";
            api.longList(path).forEach(app -> apps.add(Text.of(app, "name")));
            apps.sort(null);
        }
        return apps;
    }
}
