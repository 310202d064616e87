package dev.dynolift.repository;

import dev.dynolift.inventory.Library;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a Ruby app's configuration says about the way it runs. Files are searched as text: they are code, not data. */
final class RubyApp {

    private static final Pattern SIDEKIQ_OPTION = Pattern.compile("sidekiq\\b.*?(?:-t|--timeout)[ =](\\d{1,5})");
    private static final Pattern SIDEKIQ_TIMEOUT =
            Pattern.compile("(?m)^[ \\t]*+:?timeout:[ \\t]*(?:<%.*?(?:,|\\|\\||\\{)[ \\t]*[\"']?)?(\\d{1,5})\\b");
    private static final Pattern PERSISTENT_TIMEOUT = Pattern.compile("(?m)^[ \\t]*+persistent_timeout\\b(.*)$");
    private static final Pattern NUMBER = Pattern.compile("\\b\\d{1,5}\\b");
    /** How long a load balancer keeps a quiet connection. */
    private static final int BALANCER_SECONDS = 60;

    private static final Pattern FORCE_SSL = Pattern.compile("(?m)^[ \\t]*+config\\.force_ssl[ \\t]*=[ \\t]*true");
    /** What did it before Rails could. */
    private static final Pattern SSL_MIDDLEWARE = Pattern.compile(
            "(?m)^[ \\t]*+(config\\.middleware\\.)?(use|insert\\w*)\\b[^#\\n]*(\\\\\\n[ \\t]*+)?\\bRack::(SslEnforcer|SSL)\\b");
    /** Whether it does is known where the setting is. */
    private static final Pattern FORCE_SSL_BY_SETTING = Pattern.compile("(?m)^[ \\t]*+config\\.force_ssl[ \\t]*=.*ENV");
    /** Also as what holds when no setting says otherwise. */
    private static final Pattern LOCAL_STORAGE = Pattern.compile(
            "(?m)^[ \\t]*+config\\.active_storage\\.service[ \\t]*=[ \\t]*(:local\\b|.*ENV.*(,|\\{|\\|\\|)[ \\t]*[:\"']local\\b)");

    private static final Pattern RAILS_HEALTH = Pattern.compile(
            "(?m)^[ \\t]*+get[ \\t]+[\"']/?([\\w/-]+)[\"'][ \\t]*(?:=>|,[ \\t]*to:)[ \\t]*[\"']rails/health#show[\"']");
    /** Not within a namespace or a scope, which would change it. */
    private static final Pattern HEALTH_BY_NAME = Pattern.compile(
            "(?m)^ {0,2}get[ (]+[\"']/?(up|_?health(?:z|[_-]?check)?|livez|ping)[\"'](?!.*\\bconstraints\\b)");

    private static final int SIDEKIQ_DEFAULT = 25;

    private final Checkout checkout;
    private final List<Library> gems;

    RubyApp(Checkout checkout, List<Library> gems) {
        this.checkout = checkout;
        this.gems = gems;
    }

    boolean has(String gem) {
        return version(gem) != null;
    }

    @Nullable
    String version(String gem) {
        return gems.stream()
                .filter(library -> library.name().equals(gem))
                .map(Library::version)
                .findFirst()
                .orElse(null);
    }

    /** Null without Rails. */
    @Nullable
    Boolean usesActionCable() {
        if (!has("actioncable")) {
            return null;
        }
        // The gem comes with Rails; a channel or a mount shows that it is used.
        return !checkout.sources(java.util.Set.of("_channel.rb")).isEmpty()
                || matches("config/routes.rb", "(?s).*ActionCable.*")
                || has("turbo-rails") && has("redis");
    }

    @Nullable
    Boolean usesActiveStorage() {
        return has("activestorage") ? Boolean.valueOf(checkout.has("config/storage.yml")) : null;
    }

    @Nullable
    Boolean usesAssetPipeline() {
        return has("railties") ? Boolean.valueOf(assets() != null) : null;
    }

    /** What makes stylesheets and scripts; null when nothing of the kind is there. */
    @Nullable
    String assets() {
        Map<String, String> makers = new LinkedHashMap<>();
        makers.put("vite_rails", "vite");
        makers.put("vite_ruby", "vite");
        makers.put("shakapacker", "shakapacker");
        makers.put("webpacker", "webpacker");
        makers.put("jsbundling-rails", "jsbundling");
        makers.put("propshaft", "propshaft");
        makers.put("sprockets-rails", "sprockets");
        return makers.entrySet().stream()
                .filter(maker -> has(maker.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    @Nullable
    Boolean forcesSsl() {
        Optional<String> production = checkout.searchable("config/environments/production.rb");
        return production
                .filter(text -> !FORCE_SSL_BY_SETTING.matcher(text).find())
                .map(text -> FORCE_SSL.matcher(text).find()
                        || SSL_MIDDLEWARE.matcher(text).find()
                        || SSL_MIDDLEWARE
                                .matcher(checkout.searchable("config/application.rb")
                                        .orElse(""))
                                .find())
                .orElse(null);
    }

    /** Uploads on the local disk in production: Active Storage's disk service, or CarrierWave's file storage. */
    @Nullable
    Boolean localUploads() {
        Optional<String> production = checkout.searchable("config/environments/production.rb");
        if (Boolean.TRUE.equals(usesActiveStorage()) && production.isPresent()) {
            return LOCAL_STORAGE.matcher(production.get()).find();
        }
        return has("carrierwave") ? Boolean.valueOf(!has("fog-aws") && !has("carrierwave-aws")) : null;
    }

    /** Puma heeds PUMA_PERSISTENT_TIMEOUT from 7.0.3 on; older ones need a line of their own. */
    @Nullable
    Boolean pumaKeepAlive() {
        String version = version("puma");
        if (version == null) {
            return null;
        }
        Matcher line = PERSISTENT_TIMEOUT.matcher(
                withoutComments(checkout.searchable("config/puma.rb").orElse("")));
        if (!line.find()) {
            return Versions.atLeast(version, 7, 0, 3);
        }
        // What is computed is left to the app; a number at the end is it, or the default of what is computed.
        Matcher number = NUMBER.matcher(line.group(1));
        return !number.find() || Integer.parseInt(number.group()) > BALANCER_SECONDS;
    }

    @Nullable
    Integer shutdownSeconds(Iterable<String> commands) {
        if (!has("sidekiq")) {
            return null;
        }
        for (String command : commands) {
            Matcher option = SIDEKIQ_OPTION.matcher(command);
            if (option.find()) {
                return Integer.valueOf(option.group(1));
            }
        }
        Matcher configured = SIDEKIQ_TIMEOUT.matcher(
                checkout.searchable("config/sidekiq.yml").orElse(""));
        return configured.find() ? Integer.valueOf(configured.group(1)) : Integer.valueOf(SIDEKIQ_DEFAULT);
    }

    /** Rails 7.1 and later have a page for health checks in new apps' routes; others have one of the usual name. */
    @Nullable
    String healthPath() {
        String routes = checkout.searchable("config/routes.rb").orElse("");
        for (Pattern pattern : List.of(RAILS_HEALTH, HEALTH_BY_NAME)) {
            Matcher route = pattern.matcher(routes);
            if (route.find()) {
                return "/" + route.group(1);
            }
        }
        return null;
    }

    /** Tasks of lib/tasks/scheduler.rake, which Heroku's guide tells people to use for Scheduler. */
    List<String> schedulerTasks() {
        return RakeTasks.names(checkout.searchable("lib/tasks/scheduler.rake").orElse(""));
    }

    private boolean matches(String file, String pattern) {
        return checkout.searchable(file)
                .map(text ->
                        Pattern.compile(pattern).matcher(withoutComments(text)).matches())
                .orElse(false);
    }

    private static String withoutComments(String ruby) {
        return ruby.replaceAll("(?m)^[ \\t]*+#.*$", "");
    }
}
