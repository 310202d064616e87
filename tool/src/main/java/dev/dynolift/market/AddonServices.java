package dev.dynolift.market;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The add-on services of Heroku's marketplace that are known, and what becomes of each. */
public final class AddonServices {

    /** A whole name: not the part of one that is chosen, as in HEROKU_POSTGRESQL_<COLOR>_URL. */
    private static final Pattern NAME = Pattern.compile("(?<![\\w<>/*])[A-Z][A-Z0-9]*_[A-Z0-9_]*[A-Z0-9](?![\\w<>*])");

    private static final Map<String, AddonService> BY_SLUG = read();

    private AddonServices() {}

    /**
     * One add-on service and what becomes of it.
     *
     * @param strategy {@code replace}, {@code keep-external}, {@code drop} or {@code blocker}; two joined by " or " where
     *     both are sensible
     * @param target what takes its place on AWS; "-" for nothing
     * @param dataMove what happens to its data, in words
     * @param settings names that it sets when it is attached under its usual name
     */
    public record AddonService(
            String slug,
            String category,
            String strategy,
            String target,
            String dataMove,
            String note,
            Set<String> settings) {

        public AddonService {
            settings = Set.copyOf(settings);
        }

        /** Whether requests go out through it, so that others see an address that stays: NAT gateways take its place. */
        public boolean isWayOut() {
            return category.equals("egress ip");
        }

        /** Whether it is memcached, so that ElastiCache can take its place. */
        public boolean isMemcached() {
            return category.equals("cache") && target.startsWith("ElastiCache Memcached");
        }

        /** Whether it is Elasticsearch, so that AWS's OpenSearch can take its place. */
        public boolean isElasticsearch() {
            return category.equals("search") && target.matches("(Amazon )?OpenSearch .*");
        }
    }

    /** The service of that slug; with its plan where only the plan is known ({@code heroku-redis:in-dyno}). */
    public static Optional<AddonService> find(String slug, String plan) {
        AddonService exact = BY_SLUG.get((slug + ":" + plan).toLowerCase(Locale.ROOT));
        return Optional.ofNullable(exact != null ? exact : BY_SLUG.get(slug.toLowerCase(Locale.ROOT)));
    }

    /** All services, in no order. */
    public static List<AddonService> all() {
        return List.copyOf(BY_SLUG.values());
    }

    private static Map<String, AddonService> read() {
        Map<String, AddonService> services = new HashMap<>();
        for (CsvTable.Row row : CsvTable.rows("heroku_addons_map.csv")) {
            services.put(
                    row.text("addon_service"),
                    new AddonService(
                            row.text("addon_service"),
                            row.text("category"),
                            row.text("strategy"),
                            row.text("aws_target"),
                            row.text("data_move"),
                            row.text("note"),
                            NAME.matcher(row.text("config_vars"))
                                    .results()
                                    .map(MatchResult::group)
                                    .collect(Collectors.toSet())));
        }
        return services;
    }
}
