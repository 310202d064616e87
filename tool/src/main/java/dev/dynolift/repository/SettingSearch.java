package dev.dynolift.repository;

import dev.dynolift.inventory.SettingUse;
import dev.dynolift.inventory.SettingUse.Absence;
import dev.dynolift.inventory.SettingUse.Phase;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the environment variables that the code reads, and when it reads them. */
final class SettingSearch implements CodeSearch.Search {

    private static final int MOST = 2000;
    /**
     * A way to read a variable. The first group of the pattern is the name; the second, what follows it, tells of a
     * default.
     */
    private record Read(Absence without, Pattern pattern) {}

    /** Ruby, JavaScript, Python, Java, Go, Elixir. */
    private static final List<Read> READS = Stream.of(
                    read(Absence.NOTHING, "\\bENV\\[\\s*[\"']NAME[\"']\\s*\\](\\s*(?:\\|\\||=(?!=)|\\.presence\\b))?"),
                    read(Absence.FAILS, "\\bENV\\.fetch\\(?\\s*[\"']NAME[\"']\\s*(,|\\)\\s*(?:\\{|do\\b)|\\{)?"),
                    read(Absence.DEFAULT, "\\bENV\\.(?:key|include|has_key)\\?\\(?\\s*[\"']NAME[\"'](\\)?)"),
                    read(Absence.NOTHING, "\\bprocess\\.env\\.NAME\\b(\\s*(?:\\|\\||\\?\\?|\\?|=(?!=)))?"),
                    read(
                            Absence.NOTHING,
                            "\\bprocess\\.env\\[\\s*[\"']NAME[\"']\\s*\\](\\s*(?:\\|\\||\\?\\?|\\?|=(?!=)))?"),
                    read(Absence.NOTHING, "\\bimport\\.meta\\.env\\.NAME\\b(\\s*(?:\\|\\||\\?\\?))?"),
                    read(Absence.FAILS, "\\benviron\\[\\s*[\"']NAME[\"']\\s*\\](\\s*=(?!=))?"),
                    read(Absence.NOTHING, "\\benviron\\.get\\(\\s*[\"']NAME[\"']\\s*(,|\\)\\s*or\\b)?"),
                    read(Absence.NOTHING, "\\b(?:os\\.)?getenv\\(\\s*[\"']NAME[\"']\\s*(,|\\)\\s*or\\b)?"),
                    read(
                            Absence.FAILS,
                            "(?<!System\\.)\\b(?:env|config|\\w{1,30}_env)(?:\\.(?:str|bool|int|list|url|db|db_url|dj_db_url|json|float|email|email_url|cache|cache_url|search_url|tuple|dict|path|decimal|date|timedelta))?"
                                    + "\\(\\s*[\"']NAME[\"']\\s*(,)?"),
                    read(Absence.NOTHING, "\\b(?:System\\.getenv|os\\.Getenv|os\\.LookupEnv)\\(\\s*\"NAME\"\\s*(,)?"),
                    // Phoenix writes `System.get_env("NAME") || raise`, and raise often stands in the next line.
                    read(Absence.FAILS, "\\bSystem\\.get_env\\(\\s*\"NAME\"\\s*\\)\\s*\\|\\|\\s*(?:raise\\b|$)((?!))?"),
                    read(
                            Absence.NOTHING,
                            "\\bSystem\\.get_env\\(\\s*\"NAME\"(?!\\s*\\)\\s*\\|\\|\\s*(?:raise\\b|$))\\s*(,|\\)\\s*\\|\\|)?"),
                    read(Absence.FAILS, "\\bSystem\\.fetch_env!\\(\\s*\"NAME\"(\\s*,)?"))
            // A line that asks for a variable before it takes it is read in that order.
            .sorted(Comparator.comparing(Read::without).reversed())
            .toList();

    private static final List<String> WORDS = List.of("ENV", "env", "environ", "config(");

    /** What a browser's script gets is fixed when the script is built. */
    private static final Pattern BAKED_IN =
            Pattern.compile("(NEXT_PUBLIC|VITE|REACT_APP|VUE_APP|GATSBY|NUXT_PUBLIC|EXPO_PUBLIC|STORYBOOK)_.*");

    /** Rails, Django and bundlers load these while assets are made, and again at each start. */
    private static final Pattern BUILD_FILES = Pattern.compile(
            "config/(application|environment|boot|secrets|routes|importmap)\\.(rb|yml)|config/environments/production\\.rb"
                    + "|config/initializers/.*|config/[\\w-]+\\.yml|config/(config|prod)\\.exs|Gemfile|Rakefile|.*\\bsettings(/[\\w-]+)?\\.py"
                    + "|(?:.*/)?(webpack|vite|next|nuxt|rollup|tailwind|postcss|babel|gatsby|vue|svelte|astro|esbuild)"
                    + "[\\w.-]*\\.config\\.[cm]?[jt]s|config/webpack/.*|config/vite.*");

    private static final Pattern BOOT_FILES = Pattern.compile(
            "config\\.ru|config/(puma|unicorn|sidekiq|clock|schedule|deploy)\\b.*|(?:.*/)?(gunicorn[\\w.]*\\.py|wsgi\\.py|asgi\\.py"
                    + "|celery\\.py|server\\.[cm]?[jt]s|index\\.[cm]?[jt]s|app\\.[cm]?[jt]s|main\\.[jt]s|main\\.go)|config/.*|bin/.*");

    /** Nobody reads these in production. */
    private static final Pattern ELSEWHERE =
            Pattern.compile("config/environments/(development|test|staging)\\.rb|db/seeds.*|lib/tasks/dev.*"
                    + "|bin/(bundle|setup|update|spring|rubocop|brakeman|(dev|ci|e2e|test|r?spec|knapsack)[\\w-]*)|(?:.*/)?(\\.github|\\.circleci|\\.semaphore"
                    + "|\\.storybook|docs?|examples?|cypress|e2e|__tests__|fixtures|benchmarks?)/.*"
                    + "|.*(_spec|_test|\\.test|\\.spec|\\.stories)\\.\\w+|(?:.*/)?(test_\\w+|conftest)\\.py|(?:.*/)?(jest|cypress|playwright|vitest|karma)"
                    + "[\\w.-]*\\.[cm]?[jt]s");

    /** A part of a configuration file of Rails. */
    private static final Pattern SECTION = Pattern.compile(
            "(development|test|staging|production|default|shared|common|base):\\s*([&*]\\w+\\s*)?(#.*)?");

    private static final Pattern ASKS =
            Pattern.compile("\\b(if|unless|elsif|elif|present\\?|blank\\?|nil\\?)|==|!=|=~|\\?[^?]*:");

    private static final Set<String> OF_THE_SYSTEM = Set.of(
            "PATH",
            "HOME",
            "USER",
            "SHELL",
            "PWD",
            "TERM",
            "CI",
            "TMPDIR",
            "EDITOR",
            "HOSTNAME",
            "NO_COLOR",
            "BUNDLE_GEMFILE",
            "BUNDLER_VERSION");

    private final Map<String, SettingUse> uses = new TreeMap<>();
    private final RequestBlocks requests = new RequestBlocks();
    /** "file name" of what a line of that file has asked for. */
    private final Set<String> guarded = new HashSet<>();
    /** A line that ends with an open bracket: the name may stand in the next one. */
    private String open = "";

    private String openFile = "";
    private int openLine;
    /** The configuration file in whose part for development or tests the lines stand; empty for none. */
    private String elsewhereIn = "";

    @Override
    public void line(String file, int line, String text) {
        boolean atRequest = requests.line(file, text);
        String whole = file.equals(openFile) && line == openLine + 1 ? open + text : text;
        boolean goesOn = text.endsWith("(") || text.endsWith("[");
        open = goesOn ? text : "";
        openFile = goesOn ? file : "";
        openLine = line;
        if (SECTION.matcher(text).matches() && file.endsWith(".yml")) {
            elsewhereIn = text.startsWith("development") || text.startsWith("test") ? file : "";
        }
        if (file.equals(elsewhereIn)) {
            return;
        }
        // Prisma's, which `migrate dev` alone asks.
        if (text.startsWith("shadowDatabaseUrl")) {
            return;
        }
        if (WORDS.stream().noneMatch(whole::contains) || ELSEWHERE.matcher(file).matches()) {
            return;
        }
        for (Read read : READS) {
            Matcher matcher = read.pattern().matcher(whole);
            while (matcher.find()) {
                String after = matcher.group(2);
                if (after == null || !after.strip().equals("=")) {
                    add(
                            matcher.group(1),
                            file,
                            line,
                            after == null ? read.without() : Absence.DEFAULT,
                            whole,
                            atRequest);
                }
            }
        }
    }

    private static Read read(Absence without, String pattern) {
        return new Read(without, Pattern.compile(pattern.replace("NAME", "([A-Z][A-Z0-9_]{1,80})")));
    }

    private void add(String name, String file, int line, Absence absence, String text, boolean atRequest) {
        if (OF_THE_SYSTEM.contains(name) || uses.size() >= MOST && !uses.containsKey(name)) {
            return;
        }
        // "x if ENV['Y']" and "ENV['Y'] == 'true'" ask whether it is there: they go on without it.
        boolean asked = absence != Absence.FAILS && ASKS.matcher(text).find();
        if (asked) {
            guarded.add(file + " " + name);
        }
        // What is taken without it stands behind that question.
        boolean harmless = asked || guarded.contains(file + " " + name);
        SettingUse use = new SettingUse(
                name, file, line, phase(name, file, text, atRequest), harmless ? Absence.DEFAULT : absence);
        uses.merge(name, use, SettingSearch::stronger);
    }

    /** The earliest phase decides; in it, a place without a default. */
    private static SettingUse stronger(SettingUse one, SettingUse other) {
        Comparator<SettingUse> order = Comparator.comparing(SettingUse::phase).thenComparing(SettingUse::absence);
        return order.compare(other, one) < 0 ? other : one;
    }

    private static Phase phase(String name, String file, String text, boolean atRequest) {
        // Vite and Astro bake PUBLIC_ in as well; on a server it is a name like others.
        boolean bundled = name.startsWith("PUBLIC_") && text.contains("import.meta.env");
        if (bundled || BAKED_IN.matcher(name).matches()) {
            return Phase.BAKED_IN;
        }
        if (atRequest) {
            return Phase.RUN;
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
