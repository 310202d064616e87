package dev.dynolift.audit;

import dev.dynolift.inventory.DatabaseDetails;
import dev.dynolift.inventory.DatabaseDetails.OutsideAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Asks the Data API what else there is to a database: credentials, followers, backups, windows. No password is kept. */
final class DatabaseDetailsReading {

    private static final int LENGTH_OF_DATE = 10;

    private final Questions questions;

    DatabaseDetailsReading(Questions questions) {
        this.questions = questions;
    }

    /** Heroku's newest databases have an API of their own. */
    static boolean isAdvanced(String plan) {
        return plan.matches("(advanced|performance).*");
    }

    /** Nothing can follow, or be linked into, a database of the smallest plans. */
    private static boolean isEssential(String plan) {
        return plan.matches("(essential|mini|basic|hobby).*");
    }

    /** Only databases in a space have such a way in; to all others anybody may come who has the password. */
    private static boolean isPrivate(String plan) {
        return plan.matches("(private|shield)-.*");
    }

    private static String outside(String name) {
        return "/postgres/v0/databases/" + name + "/tls-endpoint";
    }

    /** Everything that will be asked about a database. */
    static List<String> paths(JsonNode addon) {
        String id = Text.of(addon, "id");
        String plan = AddonReading.plan(addon);
        if (isAdvanced(plan)) {
            return List.of("/data/postgres/v1/" + id + "/info", "/data/postgres/v1/" + id + "/credentials");
        }
        String path = "/client/v11/databases/" + id;
        List<String> paths = new ArrayList<>(List.of(
                path,
                "/postgres/v0/databases/" + Text.of(addon, "name") + "/credentials",
                path + "/transfer-schedules"));
        if (!isEssential(plan)) {
            paths.add(path + "/followers");
            paths.add(path + "/links");
        }
        if (isPrivate(plan)) {
            String outside = outside(Text.of(addon, "name"));
            paths.addAll(List.of(outside, outside + "/ip-rules", outside + "/certificates"));
        }
        return paths;
    }

    /** @param data the database's own answer */
    DatabaseDetails classic(JsonNode data, String id, String name, String plan) {
        boolean essential = isEssential(plan);
        return new DatabaseDetails(
                version(data),
                "classic",
                names(questions.optionalData(name, "/postgres/v0/databases/" + name + "/credentials")),
                essential
                        ? List.of()
                        : names(questions.optionalData(name, "/client/v11/databases/" + id + "/followers")),
                DataInfo.of(data, "Connection Pooling").isEmpty()
                        ? null
                        : Boolean.valueOf(
                                DataInfo.of(data, "Connection Pooling").startsWith("Available")),
                DataInfo.orNull(data, "Maintenance window"),
                pending(DataInfo.of(data, "Maintenance")),
                backups(questions.optionalData(name, "/client/v11/databases/" + id + "/transfer-schedules")),
                essential
                        ? Integer.valueOf(0)
                        : links(questions.optionalData(name, "/client/v11/databases/" + id + "/links")),
                data.has("forked_from")
                        ? Boolean.valueOf(!data.path("forked_from").isNull())
                        : null,
                DataInfo.orNull(data, "Created"),
                isPrivate(plan) ? outsideAccess(name) : null);
    }

    /** @param info the answer to {@code /data/postgres/v1/ID/info} */
    DatabaseDetails advanced(JsonNode info, String id, String name) {
        List<String> followers = new ArrayList<>();
        for (JsonNode pool : info.path("pools")) {
            if (!Text.of(pool, "name").equals("leader")) {
                followers.add(Text.of(pool, "name"));
            }
        }
        return new DatabaseDetails(
                Text.orNull(info, "version"),
                "advanced",
                names(questions
                        .optionalData(name, "/data/postgres/v1/" + id + "/credentials")
                        .path("items")),
                info.has("pools") ? followers : null,
                null,
                null,
                null,
                null,
                null,
                info.has("forked_from")
                        ? Boolean.valueOf(!info.path("forked_from").isNull())
                        : null,
                Text.orNull(info, "created_at"),
                null);
    }

    /** Heroku answers with 404 where nobody has switched it on. */
    private @Nullable OutsideAccess outsideAccess(String name) {
        String path = outside(name);
        JsonNode state = questions.optionalData(name, path);
        if (!state.isObject()
                || Text.of(state, "status").toLowerCase(Locale.ROOT).startsWith("disab")) {
            return null;
        }
        List<String> ranges = new ArrayList<>();
        for (JsonNode rule : questions.optionalData(name, path + "/ip-rules")) {
            String words = Text.of(rule, "description");
            ranges.add(Text.of(rule, "cidr") + (words.isEmpty() ? "" : " (" + words + ")"));
        }
        List<String> certificates = new ArrayList<>();
        for (JsonNode one : questions.optionalData(name, path + "/certificates")) {
            String end = Text.of(one, "expires_at");
            certificates.add(Text.of(one, "name")
                    + (end.length() < LENGTH_OF_DATE ? "" : " until " + end.substring(0, LENGTH_OF_DATE)));
        }
        return new OutsideAccess(ranges, certificates);
    }

    private static @Nullable String version(JsonNode data) {
        String version = Text.of(data, "postgres_version");
        return version.isEmpty() ? DataInfo.orNull(data, "PG Version") : version;
    }

    private static @Nullable List<String> names(JsonNode list) {
        if (!list.isArray()) {
            return null;
        }
        List<String> names = new ArrayList<>();
        list.forEach(one -> names.add(Text.of(one, "name")));
        return names;
    }

    private static @Nullable Integer links(JsonNode list) {
        return list.isArray() ? Integer.valueOf(list.size()) : null;
    }

    private static @Nullable List<String> backups(JsonNode list) {
        if (!list.isArray()) {
            return null;
        }
        List<String> backups = new ArrayList<>();
        for (JsonNode schedule : list) {
            int days = schedule.path("days").size();
            backups.add((days == 0 || days == 7 ? "daily" : days + " days a week") + " at "
                    + String.format("%02d:00 ", schedule.path("hour").asInt(0)) + Text.of(schedule, "timezone"));
        }
        return backups;
    }

    private static @Nullable String pending(String maintenance) {
        return maintenance.isEmpty() || maintenance.startsWith("not required") ? null : maintenance;
    }
}
