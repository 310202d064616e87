package dev.dynolift.rule;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.Severity;
import java.util.stream.Stream;

/** A rule that looks at one app at a time. */
abstract class AppRule extends Rule {

    AppRule(String id, Severity severity, String fact) {
        super(id, severity, fact);
    }

    abstract Stream<Finding> check(HerokuApp app);

    /** Where Heroku said it; from a checkout alone, the place there that says it instead. */
    static String told(HerokuApp app, String path, String otherwise) {
        return app.id() == null ? otherwise : "/apps/" + app.name() + path;
    }

    /** Where the buildpacks of an app stand. */
    static String buildpacks(HerokuApp app) {
        boolean file =
                app.repository() != null && !app.repository().buildpacks().isEmpty();
        return told(app, "/buildpack-installations", file ? ".buildpacks" : "app.json");
    }

    @Override
    public final Stream<Finding> check(Inventory inventory) {
        return inventory.apps().stream().flatMap(this::check);
    }
}
