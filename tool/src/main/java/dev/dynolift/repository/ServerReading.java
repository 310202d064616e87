package dev.dynolift.repository;

import dev.dynolift.inventory.HttpServer;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells which program answers web requests, and how long it keeps a quiet connection. */
final class ServerReading {

    private static final Pattern COMMAND = Pattern.compile(
            "\\b(puma|unicorn(?:_rails)?|thin|passenger|falcon|gunicorn|uvicorn|hypercorn|daphne|waitress-serve|uwsgi|node|npm|yarn|pnpm|java|php-fpm|apache2|nginx)\\b");

    /** What each does when nobody tells it otherwise, as its documentation says; in seconds. */
    private static final Map<String, Integer> DEFAULTS =
            Map.of("puma", 20, "thin", 30, "gunicorn", 2, "uvicorn", 5, "hypercorn", 5, "node", 5);

    private final Checkout checkout;

    ServerReading(Checkout checkout) {
        this.checkout = checkout;
    }

    @Nullable
    HttpServer read(RepositoryFacts facts, @Nullable String startScript) {
        String command = facts.procfile().getOrDefault("web", startScript == null ? "" : startScript);
        Matcher named = COMMAND.matcher(command);
        String name = named.find() ? named.group(1) : "";
        if (name.isEmpty() && facts.version("puma").isPresent()) {
            name = "puma";
        }
        boolean started = startScript != null && !facts.procfile().containsKey("web");
        if (name.isEmpty() && started && "node".equals(facts.language())) {
            // Whatever the script starts, Heroku's buildpack starts the script.
            name = "npm";
        }
        return switch (name) {
            case "" -> null;
            case "npm", "yarn", "pnpm", "node" -> node(facts.language());
            case "puma" -> puma(facts);
            case "gunicorn", "uvicorn", "hypercorn" -> python(name, command);
            default -> new HttpServer(name, DEFAULTS.get(name), "Procfile");
        };
    }

    private HttpServer puma(RepositoryFacts facts) {
        HttpServer configured =
                configured("puma", "config/puma.rb", Pattern.compile("^\\s*persistent_timeout\\D*(\\d{1,5})"));
        if (configured != null) {
            return configured;
        }
        boolean heedsVariable = Boolean.TRUE.equals(facts.pumaKeepAlive());
        // The plan sets PUMA_PERSISTENT_TIMEOUT, as Heroku's buildpack does.
        return new HttpServer("puma", heedsVariable ? Integer.valueOf(95) : DEFAULTS.get("puma"), "config/puma.rb");
    }

    private HttpServer python(String name, String command) {
        String option = name.equals("gunicorn") ? "keep-alive" : "timeout-keep-alive";
        Matcher given = Pattern.compile("--" + option + "[= ](\\d{1,5})").matcher(command);
        if (given.find()) {
            return new HttpServer(name, Integer.valueOf(given.group(1)), "Procfile");
        }
        for (String file : List.of("gunicorn.conf.py", "gunicorn_config.py", "gunicorn.py", "config/gunicorn.py")) {
            HttpServer configured = configured(name, file, Pattern.compile("^keepalive\\s*=\\s*(\\d{1,5})"));
            if (configured != null) {
                return configured;
            }
        }
        boolean threads = command.matches(".*(--worker-class|-k|--threads)\\b.*") && name.equals("gunicorn");
        return new HttpServer(
                name, threads || !name.equals("gunicorn") ? DEFAULTS.get(name) : Integer.valueOf(0), "Procfile");
    }

    private @Nullable HttpServer node(@Nullable String language) {
        if (!"node".equals(language)) {
            return null;
        }
        for (String file : checkout.sources(java.util.Set.of(".js", ".ts", ".mjs", ".cjs"))) {
            if (file.split("/").length <= 4) {
                HttpServer configured = configured(
                        "node", file, Pattern.compile("\\bkeepAliveTimeout\\W+(\\d{1,7}(?:\\s*\\*\\s*\\d{1,6})?)"));
                if (configured != null) {
                    return configured;
                }
            }
        }
        return new HttpServer("node", DEFAULTS.get("node"), "package.json");
    }

    private @Nullable HttpServer configured(String name, String file, Pattern line) {
        String[] lines = checkout.source(file).orElse("").split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            Matcher matcher = lines[i].length() < 1000 ? line.matcher(lines[i]) : null;
            if (matcher != null && matcher.find()) {
                return new HttpServer(name, seconds(name, matcher.group(1)), file + ":" + (i + 1));
            }
        }
        return null;
    }

    /** Node counts in milliseconds, and people write "65 * 1000". */
    private static int seconds(String name, String written) {
        long product = 1;
        for (String factor : written.split("\\*")) {
            product = Math.min(Integer.MAX_VALUE, product * Long.parseLong(factor.strip()));
        }
        return (int) (name.equals("node") ? product / 1000 : product);
    }
}
