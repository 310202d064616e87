package dev.dynolift.plan;

import dev.dynolift.error.Spelling;
import dev.dynolift.market.CacheNodes;
import dev.dynolift.market.MysqlInstances;
import dev.dynolift.market.RdsInstances;
import dev.dynolift.market.SearchNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the plan's databases, caches and search domains, and refuses what cannot be. */
final class DataReading {

    /** What RDS offers; older ones are only for the audit's eyes. */
    static final int OLDEST_MAJOR = 13;

    static final int NEWEST_MAJOR = 18;

    private static final long GIGABYTE = 1L << 30;

    private static final Set<String> POLICIES = Set.of(
            "noeviction",
            "allkeys-lru",
            "allkeys-lfu",
            "allkeys-random",
            "volatile-lru",
            "volatile-lfu",
            "volatile-random",
            "volatile-ttl");

    private final PlanReading plan;

    DataReading(PlanReading plan) {
        this.plan = plan;
    }

    /** The least storage for so much data, in GB: a fifth more than the data, and never below what RDS sells. */
    static int leastStorageGb(long sourceBytes) {
        return (int) Math.max(20, Math.ceil(Math.max(0, sourceBytes) * 1.2 / GIGABYTE));
    }

    DatabasePlan database(SectionReader reader) {
        int sourceMajor = (int) reader.whole("sourceMajor", 0, 99);
        long sourceBytes = reader.whole("sourceBytes", -1, Long.MAX_VALUE);
        DatabasePlan database = new DatabasePlan(
                reader.text("name"),
                reader.text("herokuAddon"),
                sourceMajor,
                sourceBytes,
                reader.texts("extensions"),
                attachments(reader),
                plan.environmentOf(reader),
                reader.wholeChoice("engineMajor", OLDEST_MAJOR, NEWEST_MAJOR),
                reader.filledChoice("instanceClass"),
                reader.wholeChoice("storageGb", 20, 65536),
                reader.wholeChoice("maxStorageGb", 20, 65536),
                reader.flagChoice("multiAz"),
                reader.wholeChoice("backupDays", 0, 35),
                reader.wordChoice("move", DatabasePlan.Move.class));
        if (reader.has("engineMajor") && database.engineMajor().value() < sourceMajor) {
            reader.refuse(
                    "engineMajor",
                    "PostgreSQL " + database.engineMajor().value() + " is older than the source's " + sourceMajor
                            + ", and rows only move to the same or a newer one",
                    "Write " + sourceMajor + " or more.");
        }
        oneOf(reader, "instanceClass", database.instanceClass().value(), "RDS instance class", RdsInstances.names());
        int storage = database.storageGb().value();
        if (reader.has("storageGb") && storage < leastStorageGb(sourceBytes)) {
            reader.refuse(
                    "storageGb",
                    storage + " GB is too small for " + sourceBytes / GIGABYTE + " GB of data and its growth",
                    "Write " + leastStorageGb(sourceBytes) + " or more.");
        }
        if (reader.has("maxStorageGb") && database.maxStorageGb().value() < storage) {
            reader.refuse("maxStorageGb", "it is below `storageGb`", "Write " + storage + " or more.");
        }
        reader.finish();
        return database;
    }

    CachePlan cache(SectionReader reader) {
        CachePlan cache = new CachePlan(
                reader.text("name"),
                reader.text("herokuAddon"),
                (int) reader.whole("memoryMb", -1, Integer.MAX_VALUE),
                attachments(reader),
                plan.environmentOf(reader),
                reader.filledChoice("engineVersion"),
                reader.filledChoice("nodeType"),
                reader.wholeChoice("replicas", 0, 5),
                reader.filledChoice("maxmemoryPolicy"),
                reader.wholeChoice("timeoutSeconds", 0, Integer.MAX_VALUE),
                reader.wordChoice("move", CachePlan.Move.class));
        oneOf(reader, "nodeType", cache.nodeType().value(), "ElastiCache node type", CacheNodes.names());
        String policy = cache.maxmemoryPolicy().value();
        if (!policy.isBlank() && !POLICIES.contains(policy)) {
            reader.refuse(
                    "maxmemoryPolicy",
                    "`" + policy + "` is no policy of Redis or Valkey",
                    "Use noeviction for jobs and sessions, allkeys-lru for a pure cache.");
        }
        String version = cache.engineVersion().value();
        if (!version.isBlank() && !version.matches("[78]\\.\\d")) {
            reader.refuse("engineVersion", "`" + version + "` is no version of Valkey", "Write 8.0 or 7.2.");
        }
        reader.finish();
        return cache;
    }

    MysqlPlan mysql(SectionReader reader) {
        MysqlPlan mysql = new MysqlPlan(
                reader.text("name"),
                reader.text("herokuAddon"),
                attachments(reader),
                plan.environmentOf(reader),
                reader.filledChoice("engineVersion"),
                reader.filledChoice("instanceClass"),
                reader.wholeChoice("storageGb", 20, 65536),
                reader.wholeChoice("maxStorageGb", 20, 65536),
                reader.flagChoice("multiAz"),
                reader.wholeChoice("backupDays", 0, 35));
        String version = mysql.engineVersion().value();
        if (!version.isBlank() && !version.matches("8\\.[04]")) {
            reader.refuse(
                    "engineVersion",
                    "`" + version + "` is no version of MySQL that RDS makes new databases of",
                    "Write \"8.4\" or \"8.0\".");
        }
        oneOf(reader, "instanceClass", mysql.instanceClass().value(), "RDS instance class", MysqlInstances.names());
        if (reader.has("maxStorageGb")
                && mysql.maxStorageGb().value() < mysql.storageGb().value()) {
            reader.refuse(
                    "maxStorageGb",
                    "it is below `storageGb`",
                    "Write " + mysql.storageGb().value() + " or more.");
        }
        reader.finish();
        return mysql;
    }

    MemcachedPlan memcached(SectionReader reader) {
        MemcachedPlan memcached = new MemcachedPlan(
                reader.text("name"),
                reader.text("herokuAddon"),
                attachments(reader),
                plan.environmentOf(reader),
                reader.filledChoice("nodeType"),
                reader.wholeChoice("nodes", 1, 40),
                reader.flagChoice("tls"));
        oneOf(reader, "nodeType", memcached.nodeType().value(), "ElastiCache node type", CacheNodes.names());
        reader.finish();
        return memcached;
    }

    private static void oneOf(SectionReader reader, String key, String name, String what, Set<String> known) {
        if (!name.isBlank() && !known.contains(name)) {
            reader.refuse(
                    key,
                    "`" + name + "` is no " + what + " that dynolift knows",
                    Spelling.nearest(name, known)
                            .map(near -> "Did you mean " + near + "?")
                            .orElse("Use one of " + String.join(", ", known) + "."));
        }
    }

    SearchPlan search(SectionReader reader) {
        SearchPlan search = new SearchPlan(
                reader.text("name"),
                reader.text("herokuAddon"),
                attachments(reader),
                plan.environmentOf(reader),
                reader.filledChoice("engineVersion"),
                reader.filledChoice("instanceType"),
                reader.wholeChoice("nodes", 1, 3),
                reader.wholeChoice("storageGb", 10, 1024));
        String version = search.engineVersion().value();
        if (!version.isBlank() && !version.matches("OpenSearch_[1-9]\\.\\d+|Elasticsearch_7\\.10")) {
            reader.refuse(
                    "engineVersion",
                    "`" + version + "` is no version that AWS runs",
                    "Write one like OpenSearch_2.19, or Elasticsearch_7.10.");
        }
        oneOf(reader, "instanceType", search.instanceType().value(), "OpenSearch node type", SearchNodes.names());
        reader.finish();
        return search;
    }

    private static List<AttachmentPlan> attachments(SectionReader reader) {
        List<AttachmentPlan> attachments = new ArrayList<>();
        for (String text : reader.texts("attachments")) {
            int colon = text.indexOf(':');
            if (colon < 1) {
                reader.refuse("attachments", "`" + text + "` must be app:SETTING", "");
            } else {
                attachments.add(new AttachmentPlan(text.substring(0, colon), text.substring(colon + 1)));
            }
        }
        return attachments;
    }
}
