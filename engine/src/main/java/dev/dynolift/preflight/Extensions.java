package dev.dynolift.preflight;

import dev.dynolift.postgres.SqlFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What the source has installed, and whether the target can have it, in which version. */
final class Extensions implements Check {

    /** Those that refuse to be created unless the server loads them when it starts. */
    private static final Set<String> PRELOADED = Set.of("citus", "pg_cron", "pgaudit", "pglogical", "timescaledb");

    private record Extension(String name, String version) {}

    private record Offer(String version, boolean same, boolean installed, boolean mayInstall, boolean allowed) {}

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        Optional<String> preloaded = preloaded(sides);
        for (Extension extension : sides.source()
                .query(
                        SqlFile.of(Extensions.class, "extensions.sql").text(),
                        row -> new Extension(row.getString(1), row.getString(2)))) {
            List<Offer> offers = offers(sides, extension);
            if (offers.isEmpty()) {
                found.accept(Finding.blocking(
                        Side.TARGET,
                        "the extension " + extension.name() + " is not to be had",
                        "The source has it, and what uses it cannot be created without.",
                        "Install it on the target's server, or drop it at the source if nothing uses it."));
            } else {
                judge(extension, offers.get(0), preloaded, found);
            }
        }
    }

    private static List<Offer> offers(Sides sides, Extension extension) {
        return sides.target()
                .query(
                        SqlFile.of(Extensions.class, "extension_here.sql")
                                .with("extension", extension.name())
                                .with("version", extension.version())
                                .text(),
                        row -> new Offer(
                                row.getString(1),
                                row.getBoolean(2),
                                row.getBoolean(3),
                                row.getBoolean(4),
                                row.getBoolean(5)));
    }

    private static void judge(Extension extension, Offer offer, Optional<String> preloaded, Consumer<Finding> found) {
        String name = extension.name();
        if (!offer.installed()) {
            mayCreate(name, offer, preloaded, found);
        }
        if (!offer.version().equals(extension.version())) {
            String what = "the extension " + name + " comes in version " + offer.version() + ", the source has "
                    + extension.version();
            if (Versioned.isOlder(offer.version(), extension.version())) {
                found.accept(Finding.warning(
                        Side.TARGET,
                        what,
                        "What the newer version brought is missing there.",
                        "Upgrade the target to a release that has it, or look whether the app uses anything of it."));
            } else {
                found.accept(Finding.info(Side.TARGET, what, "The target's version is taken."));
            }
        }
    }

    private static void mayCreate(String name, Offer offer, Optional<String> preloaded, Consumer<Finding> found) {
        if (!offer.allowed()) {
            found.accept(Finding.blocking(
                    Side.TARGET,
                    "the extension " + name + " is not in rds.allowed_extensions",
                    "Amazon refuses to create it.",
                    "Add it to that parameter in the target's parameter group."));
        } else if (PRELOADED.contains(name)
                && preloaded.isPresent()
                && !preloaded.get().contains("," + name + ",")) {
            found.accept(Finding.blocking(
                    Side.TARGET,
                    "the extension " + name + " is not in shared_preload_libraries",
                    "It cannot be created before the server has loaded it.",
                    "Add it to that parameter (on RDS in the parameter group) and restart the target."));
        } else if (!offer.mayInstall()) {
            found.accept(Finding.blocking(
                    Side.TARGET,
                    "only a superuser may create the extension " + name,
                    "The source has it, and what uses it cannot be created without.",
                    "Have a superuser run CREATE EXTENSION " + name
                            + " in the target database, in the same schema as at the source."));
        }
    }

    /** Empty where the role may not see it: then the server itself says so when the extension is created. */
    private static Optional<String> preloaded(Sides sides) {
        return sides
                .target()
                .query(
                        "SELECT setting FROM pg_settings WHERE name = 'shared_preload_libraries'",
                        row -> "," + row.getString(1).replace(" ", "") + ",")
                .stream()
                .findFirst();
    }
}
