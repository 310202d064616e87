package dev.dynolift.repository;

import dev.dynolift.inventory.Library;
import dev.dynolift.inventory.ServiceUse;
import dev.dynolift.inventory.ServiceUse.Purpose;
import dev.dynolift.inventory.ServiceUse.Service;
import dev.dynolift.inventory.SettingUse;
import dev.dynolift.inventory.SourceMention;
import dev.dynolift.inventory.SourceMention.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds which databases, caches and queues the code talks to, and what for: by its libraries and configuration. */
final class ServiceSearch implements CodeSearch.Search {

    private record Row(String kind, String library, Service service, Purpose purpose) {}

    private static final List<Row> ROWS = rows();

    /** Values of {@code cache_store}, {@code queue_adapter} and {@code session_store}. */
    private static final Map<String, Service> STORES = Map.of(
            "redis_cache_store", Service.REDIS,
            "redis_store", Service.REDIS,
            "redis_session_store", Service.REDIS,
            "mem_cache_store", Service.MEMCACHED,
            "dalli_store", Service.MEMCACHED,
            "solid_cache_store", Service.DATABASE,
            "active_record_store", Service.DATABASE);

    private static final Pattern STORE = Pattern.compile(
            "\\b(cache_store|session_store)\\s*\\(?\\s*=?\\s*\\(?\\s*:(\\w+)|(cache_store)\\s*=\\s*\\[?\\s*:(\\w+)");
    private static final Pattern TEST_OR_DEVELOPMENT = Pattern.compile("config/environments/(test|development)\\.rb");
    private static final Pattern DJANGO_CACHE =
            Pattern.compile("[\"']BACKEND[\"']\\s*:\\s*[\"']django(_redis|\\.core\\.cache\\.backends\\.redis)\\.");

    private final Set<ServiceUse> uses = new LinkedHashSet<>();
    private final List<SourceMention> fixed = new ArrayList<>();

    /** @param kind "gem", "npm" or "pip" */
    void libraries(String kind, List<Library> libraries, String place) {
        for (Row row : ROWS) {
            boolean used = row.kind().equals(kind)
                    && libraries.stream().anyMatch(library -> library.name().equals(row.library()));
            if (used) {
                uses.add(new ServiceUse(row.service(), row.purpose(), row.library(), place));
            }
        }
    }

    /**
     * Celery and Dramatiq take what the broker's address says: RabbitMQ where one is read, else Redis with its client;
     * without either nobody can tell.
     */
    void brokers(List<Library> libraries, String place, List<SettingUse> settings) {
        boolean rabbit = settings.stream().anyMatch(use -> use.name().matches("(CLOUDAMQP|RABBITMQ|AMQP)\\w*"))
                || libraries.stream().anyMatch(library -> library.name().equals("pika"));
        boolean redis = libraries.stream().anyMatch(library -> library.name().matches("(django-)?redis"))
                || settings.stream().anyMatch(use -> use.name().matches("REDIS\\w*_UR[LI]"));
        Service broker = rabbit ? Service.RABBITMQ : redis ? Service.REDIS : Service.UNKNOWN_BROKER;
        libraries.stream()
                .map(Library::name)
                .filter(name -> name.equals("celery") || name.equals("dramatiq"))
                .forEach(name -> uses.add(new ServiceUse(broker, Purpose.JOBS, name, place)));
    }

    /** Reads cable.yml, redis.yml, database.yml and their like, and schemas of Prisma. */
    void configuration(Checkout checkout) {
        PrismaSchema prisma = new PrismaSchema(checkout);
        uses.addAll(prisma.uses());
        fixed.addAll(prisma.fixed());
        for (String file : checkout.in("config", ".yml")) {
            String name = file.substring("config/".length());
            if (name.matches("(cable|anycable|redis\\w*|database|cache|queue|resque|sidekiq|mongoid|sunspot)\\.yml")) {
                checkout.searchable(file).ifPresent(text -> configuration(file, new ConfigFile(text)));
            }
        }
    }

    private void configuration(String file, ConfigFile config) {
        if (file.equals("config/cable.yml")) {
            config.production("adapter").ifPresent(adapter -> cable(file, adapter));
        }
        boolean cable = file.endsWith("cable.yml");
        boolean usesNetwork = !cable
                || config.production("adapter")
                        .filter(adapter -> adapter.value().startsWith("redis"))
                        .isPresent();
        // Heroku's DATABASE_URL wins over what database.yml says, save for other databases than the primary.
        boolean overridden = file.equals("config/database.yml");
        for (ConfigFile.Entry entry : config.production()) {
            boolean address = entry.key().equals("url")
                    || entry.key().equals("host")
                    || entry.key().equals("hosts");
            boolean literal = !entry.readsEnvironment() && entry.value().matches("[\\w.:/@-]{3,}.*");
            if (usesNetwork && address && literal && !(overridden && isLocal(entry.value()))) {
                fixed.add(new SourceMention(file, entry.line(), Kind.FIXED_SERVER));
            }
        }
    }

    private void cable(String file, ConfigFile.Entry adapter) {
        Service service =
                switch (adapter.value().replaceFirst("\\s.*", "")) {
                    case "redis", "any_cable" -> Service.REDIS;
                    case "postgresql" -> Service.POSTGRESQL;
                    case "solid_cable" -> Service.DATABASE;
                    default -> null;
                };
        if (service != null) {
            uses.add(new ServiceUse(service, Purpose.CABLE, "cable.yml", file + ":" + adapter.line()));
        }
    }

    private static boolean isLocal(String value) {
        return value.contains("localhost") || value.contains("127.0.0.1") || value.startsWith("/");
    }

    @Override
    public void line(String file, int line, String text) {
        boolean ruby = text.contains("_store") && file.endsWith(".rb");
        if (ruby && !TEST_OR_DEVELOPMENT.matcher(file).matches()) {
            Matcher store = STORE.matcher(text);
            if (store.find()) {
                String what = Optional.ofNullable(store.group(1)).orElseGet(() -> store.group(3));
                String how = Optional.ofNullable(store.group(2)).orElseGet(() -> store.group(4));
                Service service = STORES.get(how);
                Purpose purpose = what.equals("session_store") ? Purpose.SESSIONS : Purpose.CACHE;
                if (service != null) {
                    uses.add(new ServiceUse(service, purpose, "config." + what, file + ":" + line));
                }
            }
        }
        if (text.contains("django.db.backends.sqlite3")) {
            uses.add(new ServiceUse(Service.SQLITE, Purpose.DATA, "DATABASES", file + ":" + line));
        }
        if (text.contains("BACKEND") && DJANGO_CACHE.matcher(text).find()) {
            uses.add(new ServiceUse(Service.REDIS, Purpose.CACHE, "CACHES", file + ":" + line));
        }
    }

    /** Every use; a bare client library is left out where something else tells what it is for. */
    List<ServiceUse> uses() {
        return uses.stream()
                .filter(use -> use.purpose() != Purpose.UNKNOWN
                        || uses.stream()
                                .noneMatch(other ->
                                        other.service() == use.service() && other.purpose() != Purpose.UNKNOWN))
                .toList();
    }

    List<SourceMention> fixedServers() {
        return List.copyOf(fixed);
    }

    private static List<Row> rows() {
        try (InputStream stream = ServiceSearch.class.getResourceAsStream("services.csv")) {
            if (stream == null) {
                throw new IllegalStateException("the program does not carry services.csv");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(","))
                    .map(cells -> new Row(cells[0], cells[1], Service.valueOf(cells[2]), Purpose.valueOf(cells[3])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
