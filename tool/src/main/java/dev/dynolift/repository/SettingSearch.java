package dev.dynolift.repository;

import dev.dynolift.inventory.SettingUse;
import dev.dynolift.inventory.SettingUse.Phase;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the environment variables that the code reads, and when it reads them. */
final class SettingSearch implements CodeSearch.Search {

    private static final int MOST = 2000;
    private static final String NAME = "([A-Z][A-Z0-9_]{1,80})";

    /** Ruby, JavaScript, Python, Java, Go, PHP, Elixir. The second group is what follows the name. */
    private static final List<Pattern> READS = List.of(
            Pattern.compile("\\bENV\\[\\s*[\"']" + NAME + "[\"']\\s*\\](\\s*(?:\\|\\||=(?!=)|\\.presence\\s*\\|\\|))?"),
            Pattern.compile("\\bENV\\.(?:fetch|dig)\\(?\\s*[\"']" + NAME + "[\"']\\s*(,|\\)\\s*(?:\\{|do\\b)|\\{)?"),
            Pattern.compile("\\bENV\\.(?:key|include|has_key)\\?\\(?\\s*[\"']" + NAME + "[\"'](\\)?)"),
            Pattern.compile("\\bprocess\\.env\\." + NAME + "\\b(\\s*(?:\\|\\||\\?\\?|\\?))?"),
            Pattern.compile("\\bprocess\\.env\\[\\s*[\"']" + NAME + "[\"']\\s*\\](\\s*(?:\\|\\||\\?\\?|\\?))?"),
            Pattern.compile("\\bimport\\.meta\\.env\\." + NAME + "\\b(\\s*(?:\\|\\||\\?\\?))?"),
            Pattern.compile("\\benviron(?:\\.get\\(|\\[)\\s*[\"']" + NAME + "[\"']\\s*(,|\\)\\s*or\\b)?"),
            Pattern.compile("\\b(?:os\\.)?getenv\\(\\s*[\"']" + NAME + "[\"']\\s*(,|\\)\\s*or\\b)?"),
            Pattern.compile(
                    "\\b(?:env|config)(?:\\.(?:str|bool|int|list|url|db|dj_db_url|json|float|email_url|cache_url))?"
                            + "\\(\\s*[\"']" + NAME + "[\"']\\s*(,)?"),
            Pattern.compile(
                    "\\b(?:System\\.getenv|os\\.Getenv|os\\.LookupEnv|System\\.get_env|System\\.fetch_env!)\\(\\s*\""
                            + NAME + "\"\\s*(,)?"));

    private static final List<String> WORDS = List.of("ENV", "env", "environ", "config(");

    /** What a browser's script gets is fixed when the script is built. */
    private static final Pattern BAKED_IN =
            Pattern.compile("(NEXT_PUBLIC|VITE|REACT_APP|VUE_APP|GATSBY|NUXT_PUBLIC|PUBLIC|EXPO_PUBLIC|STORYBOOK)_.*");

    /** Rails, Django and bundlers load these while assets are made, and again at each start. */
    private static final Pattern BUILD_FILES = Pattern.compile(
            "config/(application|environment|boot|secrets|routes|importmap)\\.(rb|yml)|config/environments/production\\.rb"
                    + "|config/initializers/.*|config/[\\w-]+\\.yml|Gemfile|Rakefile|.*\\bsettings(/[\\w-]+)?\\.py"
                    + "|(?:.*/)?(webpack|vite|next|nuxt|rollup|tailwind|postcss|babel|gatsby|vue|svelte|astro|esbuild)"
                    + "[\\w.-]*\\.config\\.[cm]?[jt]s|config/webpack/.*|config/vite.*");

    private static final Pattern BOOT_FILES = Pattern.compile(
            "config\\.ru|config/(puma|unicorn|sidekiq|clock|schedule|deploy)\\b.*|(?:.*/)?(gunicorn[\\w.]*\\.py|wsgi\\.py|asgi\\.py"
                    + "|celery\\.py|server\\.[cm]?[jt]s|index\\.[cm]?[jt]s|app\\.[cm]?[jt]s|main\\.[jt]s|main\\.go)|config/.*|bin/.*");

    /** Nobody reads these in production. */
    private static final Pattern ELSEWHERE = Pattern.compile(
            "config/environments/(development|test|staging)\\.rb|db/seeds.*|lib/tasks/dev.*|(?:.*/)?(\\.github|\\.circleci|\\.semaphore"
                    + "|\\.storybook|docs?|examples?|cypress|e2e|__tests__|fixtures|benchmarks?)/.*"
                    + "|.*(_spec|_test|\\.test|\\.spec|\\.stories)\\.\\w+|(?:.*/)?(test_\\w+|conftest)\\.py|(?:.*/)?(jest|cypress|playwright|vitest|karma)"
                    + "[\\w.-]*\\.[cm]?[jt]s");

    private static final Set<String> OF_THE_SYSTEM =
            Set.of("PATH", "HOME", "USER", "SHELL", "PWD", "TERM", "CI", "TMPDIR", "EDITOR", "HOSTNAME", "NO_COLOR");

    private final Map<String, SettingUse> uses = new TreeMap<>();

    @Override
    public void line(String file, int line, String text) {
        if (WORDS.stream().noneMatch(text::contains) || ELSEWHERE.matcher(file).matches()) {
            return;
        }
        for (Pattern read : READS) {
            Matcher matcher = read.matcher(text);
            while (matcher.find()) {
                add(matcher.group(1), file, line, matcher.group(2) != null && !isWrite(matcher.group(2)), text);
            }
        }
    }

    private static boolean isWrite(String after) {
        return after.strip().equals("=");
    }

    private void add(String name, String file, int line, boolean hasDefault, String text) {
        if (OF_THE_SYSTEM.contains(name) || uses.size() >= MOST && !uses.containsKey(name)) {
            return;
        }
        // "x if ENV['Y']" and "ENV['Y'] == 'true'" ask whether it is there: they go on without it.
        boolean asked = hasDefault || text.matches(".*\\b(if|unless|present\\?|blank\\?|\\?)(?!\\w).*|.*(==|!=|=~).*");
        SettingUse use = new SettingUse(name, file, line, phase(name, file), asked);
        uses.merge(name, use, SettingSearch::stronger);
    }

    /** The earliest phase decides; in it, a place without a default. */
    private static SettingUse stronger(SettingUse one, SettingUse other) {
        Comparator<SettingUse> order = Comparator.comparing(SettingUse::phase).thenComparing(SettingUse::hasDefault);
        return order.compare(other, one) < 0 ? other : one;
    }

    private static Phase phase(String name, String file) {
        if (BAKED_IN.matcher(name).matches()) {
            return Phase.BAKED_IN;
        }
        if (BOOT_FILES.matcher(file).matches() && !BUILD_FILES.matcher(file).matches()) {
            return Phase.BOOT;
        }
        return BUILD_FILES.matcher(file).matches() ? Phase.BUILD : Phase.RUN;
    }

    List<SettingUse> uses() {
        return List.copyOf(uses.values());
    }
}
