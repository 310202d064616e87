package dev.dynolift.rule;

import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Severity;
import java.util.Optional;
import java.util.stream.Stream;

/** A rule that looks at one setting at a time. */
abstract class SettingRule extends AppRule {

    SettingRule(String id, Severity severity, String fact) {
        super(id, severity, fact);
    }

    /** What is the case, why it matters and what to do. */
    record Said(String what, String why, String next) {}

    abstract Optional<Said> check(HerokuApp app, ConfigVar setting);

    @Override
    final Stream<Finding> check(HerokuApp app) {
        return app.configVars().stream().flatMap(setting -> check(app, setting).stream()
                .map(said -> finding(
                        app.name() + " " + setting.name(),
                        said.what(),
                        said.why(),
                        said.next(),
                        "/apps/" + app.name() + "/config-vars")));
    }

    /** Whether the value is copied, rather than made anew or left behind. */
    static boolean isCopied(ConfigVar setting) {
        return setting.kind() == ConfigVar.Kind.PLAIN || setting.kind() == ConfigVar.Kind.SECRET;
    }
}
