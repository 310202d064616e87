package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.BLOCKING;
import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.AppDetails.Unread;
import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.SettingTarget;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The address of a MySQL database of which no add-on tells. */
final class MysqlInSetting extends Rule {

    private static final Set<String> SCHEMES = Set.of("mysql", "mysql2", "mariadb", "trilogy");

    /** What add-ons with MySQL call their settings; they stay when the add-on is somebody else's or gone. */
    private static final Pattern NAMES = Pattern.compile("(JAWSDB|CLEARDB)\\w*_URL");

    MysqlInSetting() {
        super("mysql-in-setting", BLOCKING, "f-databases");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        return inventory.apps().stream().flatMap(app -> app.configVars().stream()
                .filter(setting -> setting.owner() == null && !isCopied(inventory, app, setting))
                .filter(setting -> isMysql(setting) || setting.shape() == null && isNamedSo(setting))
                .map(setting -> found(app, setting)));
    }

    private static boolean isMysql(ConfigVar setting) {
        return setting.scheme() != null && SCHEMES.contains(setting.scheme());
    }

    private static boolean isNamedSo(ConfigVar setting) {
        return setting.kind() != ConfigVar.Kind.EMPTY
                && NAMES.matcher(setting.name()).matches();
    }

    /** The address of an add-on that is known and told by itself. */
    private static boolean isCopied(Inventory inventory, HerokuApp app, ConfigVar setting) {
        return inventory.surroundings().settingTargets().stream()
                .anyMatch(target -> target.kind() == SettingTarget.Kind.DATA_SERVICE
                        && target.app().equals(app.name())
                        && target.setting().equals(setting.name()));
    }

    private Finding found(HerokuApp app, ConfigVar setting) {
        boolean seen = isMysql(setting);
        // Where nobody saw the add-ons it may be one of theirs, which speaks for itself once they are seen.
        boolean certain = seen && !app.lacks(Unread.ADDONS);
        return finding(
                certain ? BLOCKING : WARNING,
                app.name() + " " + setting.name(),
                seen
                        ? "The setting " + setting.name() + " is the address of a MySQL database"
                                + (certain ? " that no add-on of the app has." : "; the app's add-ons were not seen.")
                        : "The setting " + setting.name()
                                + " is called as those with the address of a MySQL database; its value was not seen.",
                "dynolift moves PostgreSQL: the data of this one stays where it is, and the app on AWS would go on using it"
                        + " there.",
                "Find out whose it is. Move its data to RDS for MySQL yourself and set the new address,"
                        + (certain
                                ? " or leave it where it is; then say `accepted: true` of this blocker in plan.yaml."
                                : " or leave it where it is."),
                app.id() == null ? CodeRule.REPOSITORY : "/apps/" + app.name() + "/config-vars");
    }
}
