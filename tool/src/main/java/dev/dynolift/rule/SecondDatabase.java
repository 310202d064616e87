package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.SettingUse;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Code that asks for a database beside the main one: a second database, or a replica of the first. */
final class SecondDatabase extends Rule {

    private static final Pattern COLOUR = Pattern.compile("HEROKU_POSTGRESQL_[A-Z0-9_]+_URL");

    SecondDatabase() {
        super("second-database", WARNING, "b21");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        return inventory.apps().stream().flatMap(app -> check(inventory, app));
    }

    private Stream<Finding> check(Inventory inventory, HerokuApp app) {
        RepositoryFacts code = app.repository();
        return code == null
                ? Stream.empty()
                : code.needs().settings().stream()
                        .filter(use -> COLOUR.matcher(use.name()).matches())
                        // What chooses gems is no query.
                        .filter(use -> !use.file().equals("Gemfile"))
                        .filter(use ->
                                app.id() == null || app.configVar(use.name()).isPresent())
                        .filter(use -> !isMain(app, use.name()))
                        .map(use -> found(inventory, app, use));
    }

    private Finding found(Inventory inventory, HerokuApp app, SettingUse use) {
        String leader = app.configVar(use.name())
                .map(ConfigVar::owner)
                .flatMap(owner -> followed(inventory, owner))
                .orElse("");
        String attachment = app.name() + ":" + use.name();
        return finding(
                app.name() + " " + use.name(),
                "The code reads " + use.name() + ", "
                        + (leader.isEmpty()
                                ? "a database beside the one of DATABASE_URL."
                                : "the read-only follower of " + leader + "."),
                leader.isEmpty()
                        ? "Queries that go there fail on AWS when the plan makes no address of that name."
                        : "The plan makes no follower, so that queries that go there would fail.",
                leader.isEmpty()
                        ? "See in plan.yaml that one of `databases` has the attachment " + attachment + "."
                        : "Add " + attachment + " to the `attachments` of " + leader
                                + " in plan.yaml and make the setting `regenerated` there, or add a read replica on RDS and"
                                + " set its address.",
                use.place());
    }

    /** Heroku gives the main database a name with a colour, too. */
    private static boolean isMain(HerokuApp app, String name) {
        Optional<String> main = app.configVar("DATABASE_URL").map(ConfigVar::owner);
        return main.isPresent() && main.equals(app.configVar(name).map(ConfigVar::owner));
    }

    private static Optional<String> followed(Inventory inventory, String addon) {
        return inventory.databases().stream()
                .filter(database -> database.addon().equals(addon))
                .map(Database::following)
                .flatMap(Stream::ofNullable)
                .findFirst();
    }
}
