package dev.dynolift.repository;

import dev.dynolift.inventory.SourceMention;
import dev.dynolift.inventory.SourceMention.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds lines of code that a move may break. Tells the line, never what stands there. */
final class MentionSearch implements CodeSearch.Search {

    private static final int MOST_OF_A_KIND = 20;

    private static final String IN_QUOTES =
            "[\"'](sk_live_|rk_live_|ghp_|AKIA[0-9A-Z]{12}|xox[abp]-|SG\\.)[\\w.-]{8,}[\"']?"
                    + "|-----BEGIN [A-Z ]*PRIVATE KEY"
                    + "|^(SECRET_KEY|SECRET_KEY_BASE)\\s*=\\s*[\"'][^\"']{20,200}[\"']"
                    + "|(?i)\\b(secret|password|api_?key|auth_?token)\\w*[\"']?\\s*(=>|[:=])\\s*"
                    + "[\"'](?=[^\"']*\\d)(?=[^\"']*[a-z])[\\w+/=-]{16,}[\"']"
                    // YAML needs no quotes.
                    + "|(?i)^\\w*((secret|license|api|access|account)_?key|auth_?token)\\s*:\\s*"
                    + "(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\\d)[0-9a-f]{32,64}\\s*$";

    private static final Pattern SECRET = Pattern.compile(IN_QUOTES);

    private static final String ADDRESS =
            "(postgres(ql)?|rediss?|mysql2?|amqps?|mongodb(\\+srv)?)://(?![^/]*(localhost|127\\.0\\.0\\.1|#\\{|\\$\\{|<%"
                    + "|\\{\\{|%[sd(]|\\bexample\\.(com|org)))[\\w.:-]+@?[\\w-]+\\.[\\w.-]+"
                    + "|\\bec2-[\\d-]+\\.[\\w.-]*amazonaws\\.com";

    private static final String METADATA =
            "(?:\\b(?=HEROKU_(?:APP_ID|APP_NAME|APP_DEFAULT_DOMAIN_NAME|DYNO_ID|RELEASE_CREATED_AT|RELEASE_VERSION"
                    + "|SLUG_COMMIT|SLUG_DESCRIPTION|BUILD_COMMIT|BUILD_DESCRIPTION|PR_NUMBER|PARENT_APP_NAME|BRANCH)\\b)"
                    + "|(?:ENV|environ|getenv|process\\.env)(?:\\.(?:fetch|get|key\\?))?[\\[\\.(]?[\"']?(?=(?:DYNO|HEROKU)\\b))"
                    + "(?<name>\\w+)";

    private static final String COMMAND = "(?:^|[\\s\"'`&|;(])(?:heroku (?<name>(?:run|pg|config|ps|releases|logs"
            + "|maintenance|redis|restart|apps|addons|pipelines|container|dyno|domains)\\b(?::[\\w:-]+)?)|(?<push>git push)"
            + " (?:-\\S+ )*(?:heroku\\b|\\S*git\\.heroku\\.com))";

    /** What is written there is gone at the next start; a place that is made for that is no mention. */
    private static final String TO_STAY = "\\(?\\s*f?[\"'`](?!/?tmp/|/dev/|/var/tmp/|[$#]\\{[\\w.]*(?i:tmp))";

    private static final String LOCAL_FILES = "File\\.(open|write|binwrite)\\(\\s*Rails\\.root"
            + "|Rails\\.root\\.join\\([\"'](tmp|public|storage)/?(uploads|files|exports)"
            + "|^(MEDIA_ROOT|UPLOAD_FOLDER)\\s*="
            // Paperclip, Shrine and CarrierWave.
            + "|\\bstorage\\s*(:|=|=>)\\s*:filesystem\\b|Shrine::Storage::FileSystem\\.new|^storage[\\s(]+:file\\b(?!.*\\benv\\.)"
            + "|\\bcache_store\\b[\\s=,(\\[]*:file_store\\b"
            + "|\\bFile\\.(write|binwrite)" + TO_STAY + "(\\./)?[\\w-]+/"
            // In Ruby and Python.
            + "|\\bopen" + TO_STAY + "[^\"'`]+[\"']\\s*,\\s*[\"'][wa]b?\\+?[\"']"
            // Node, and multer in it.
            + "|\\b(writeFile|appendFile|createWriteStream)(Sync)?(" + TO_STAY
            + "|\\(\\s*path\\.(join|resolve)\\(\\s*(__dirname|process\\.cwd))"
            + "|\\bmulter\\(\\s*\\{[^}]*\\bdest\\s*:|\\bmulter\\.diskStorage\\("
            // Go.
            + "|\\b(os|ioutil)\\.WriteFile\\((?!\\s*\"/tmp/)|\\bos\\.Create\\(\\s*\"(?!/tmp/)";

    private static final Pattern IN_PRODUCTION = Pattern.compile(
            "^(?!config/environments/(?:test|development)\\.rb$|.*(?:_test\\.go|_spec\\.rb|[._](?:test|spec)\\.[cm]?[jt]sx?)$"
                    + "|(?:.*/)?(?:webpack|vite|rollup|gulpfile|Gruntfile)[\\w.-]*$)");

    /** A line is searched for a pattern only when it has one of the words, which is much cheaper to tell. */
    private record Look(Kind kind, Pattern files, List<String> words, Pattern pattern) {}

    private static final Pattern ANY = Pattern.compile("");
    private static final List<Look> LOOKS = List.of(
            look(Kind.HEROKU_HOST, ANY, List.of(".heroku"), "\\.herokuapp\\.com|\\.herokudns\\.com"),
            look(Kind.HEROKU_SETTING, ANY, List.of("HEROKU", "DYNO"), METADATA),
            look(Kind.HARD_CODED_SECRET, ANY, List.of("\"", "'", "-----", "key:", "token:"), IN_QUOTES),
            // Those in Prisma's schemas are told with what should stand there.
            look(
                    Kind.HARD_CODED_ADDRESS,
                    Pattern.compile("(?<!" + PrismaSchema.ENDING.replace(".", "\\.") + ")$"),
                    List.of("://", "ec2-"),
                    ADDRESS),
            look(
                    Kind.UNVERIFIED_TLS,
                    ANY,
                    List.of("VERIFY_NONE", "rejectUnauthorized", "ssl_cert_reqs"),
                    "VERIFY_NONE|rejectUnauthorized[\"']?\\s*:\\s*false|ssl_cert_reqs[\"']?\\s*[=:]\\s*(None|[\"']none)"),
            look(
                    Kind.LOCAL_FILES,
                    IN_PRODUCTION,
                    List.of(
                            "Rails.root",
                            "MEDIA_ROOT",
                            "UPLOAD_FOLDER",
                            ":file",
                            "Storage::FileSystem",
                            "File.",
                            "open(",
                            "write",
                            "Write",
                            "appendFile",
                            "multer",
                            "os.Create("),
                    LOCAL_FILES),
            look(
                    Kind.FIXED_SERVER,
                    Pattern.compile("(^|/)config/"),
                    List.of("redis", "host"),
                    "^(?!.*(ENV|process\\.env|environ))"
                            + "(.*Redis(::\\w+)?\\.new\\(?\\s*(host|url):?\\s*[\"']?|.*config\\.redis\\s*=\\s*\\{?\\s*:?url\\W+)"
                            + "(redis|localhost|127|[\\w-]+\\.)"),
            look(
                    Kind.HOST_CHECK,
                    ANY,
                    List.of("config.hosts", "ALLOWED_HOSTS"),
                    "config\\.hosts\\s*(<<|=(?!\\s*nil)|\\+=)|^ALLOWED_HOSTS\\s*=(?!.*[\"']\\*[\"'])"),
            look(
                    Kind.FIXED_PORT,
                    ANY,
                    List.of("listen(", "port"),
                    "\\.listen\\(\\s*\\d{2,5}\\b|^port\\s+\\d{2,5}\\s*$|app\\.run\\((?!.*environ).*\\bport\\s*=\\s*\\d"),
            look(
                    Kind.LOOPBACK,
                    Pattern.compile("(^|/)(puma|unicorn|gunicorn|server|app|index|main)[\\w.]*$"),
                    List.of("127.0.0.1", "localhost"),
                    "^bind\\W.*(127\\.0\\.0\\.1|localhost)|\\.listen\\([^)]*[\"'](127\\.0\\.0\\.1|localhost)"),
            look(
                    Kind.LOG_FILE,
                    Pattern.compile("config/(environments/production|puma|unicorn|application)\\.rb|settings"),
                    List.of("ogger", "LogDevice", "stdout_redirect", "std", "FileHandler"),
                    "(Logger|LogDevice)\\.new\\(?\\s*([\"']|Rails\\.root)|^stdout_redirect\\b|^std(out|err)_path\\b"
                            + "|logging\\.(handlers\\.)?\\w*FileHandler"),
            look(Kind.QUEUE_TIME, ANY, List.of("equest", "REQUEST"), "(?i)X[-_]REQUEST[-_]START|X[-_]QUEUE[-_]START"),
            look(Kind.HEROKU_COMMAND, ANY, List.of("heroku"), COMMAND),
            look(
                    Kind.HEROKU_API,
                    ANY,
                    List.of("PlatformAPI", "platform-api", "api.heroku.com", "heroku-client", "heroku3"),
                    "\\bPlatformAPI\\.|[\"'](platform-api|heroku-client)[\"']|\\bapi\\.heroku\\.com\\b|\\bimport heroku3\\b"),
            look(Kind.KEYSPACE_EVENTS, ANY, List.of("notify-keyspace-events"), "[\"' ]notify-keyspace-events\\b"),
            look(
                    Kind.CLOCK,
                    ANY,
                    List.of("cron"),
                    "\\bgood_job\\.(enable_cron\\s*=(?!\\s*false)|cron\\s*=)|\\benable_cron:(?!\\s*false)"),
            look(
                    Kind.OUTBOUND_PROXY,
                    ANY,
                    List.of("FIXIE", "QUOTAGUARD", "PROXIMO"),
                    "\\b(FIXIE|QUOTAGUARD|PROXIMO)\\w*"),
            look(
                    Kind.BACKGROUND_PROGRAM,
                    Pattern.compile("(^|/)(bin|scripts?|exe)/[\\w.-]+$|\\.sh$"),
                    List.of("&"),
                    "[^&|>\\s]\\s+&\\s*$"));

    private static final Pattern TELLS =
            Pattern.compile("(?:.*[\\s;{(])?(?:console\\.\\w+|puts|print|printf|echo|warn|abort|raise|fail|say"
                    + "|logger?\\.\\w+|fmt\\.Print\\w*)[\\s(]+(?:-\\w+\\s+)?[fr]?[\"'`][^\"'`]*");

    /** What Rails leaves out of its check of hosts. The hash may go on in the next lines. */
    private static final Pattern EXCLUDES = Pattern.compile("\\bexclude\\s*(:|=>)");

    private static final int LONGEST_HASH = 5;

    private final List<SourceMention> mentions = new ArrayList<>();
    /** Files whose check of hosts leaves requests out. */
    private final Set<String> excluding = new HashSet<>();

    private String authorizingFile = "";
    private int authorizingLine;
    private final Map<Kind, Integer> found = new EnumMap<>(Kind.class);

    private final TlsClients clients = new TlsClients();

    private static Look look(Kind kind, Pattern files, List<String> words, String pattern) {
        return new Look(kind, files, words, Pattern.compile(pattern));
    }

    @Override
    public void line(String file, int line, String text) {
        if (text.contains("host_authorization")) {
            authorizingFile = file;
            authorizingLine = line;
        }
        if (file.equals(authorizingFile)
                && line <= authorizingLine + LONGEST_HASH
                && EXCLUDES.matcher(text).find()) {
            excluding.add(file);
        }
        clients.line(file, line, text);
        for (Look look : LOOKS) {
            if (found.getOrDefault(look.kind(), 0) < MOST_OF_A_KIND
                    && look.words().stream().anyMatch(text::contains)
                    && look.files().matcher(file).find()) {
                Matcher matcher = look.pattern().matcher(text);
                if (matcher.find() && !(look.kind() == Kind.HEROKU_COMMAND && isTold(text, matcher.start()))) {
                    Kind kind = look.kind() == Kind.UNVERIFIED_TLS ? clients.kind(file, line) : look.kind();
                    add(new SourceMention(file, line, kind, name(look, matcher)));
                }
            }
        }
    }

    /** Whether what stands there is part of a message: it says what to run, and runs nothing. */
    private static boolean isTold(String text, int at) {
        return TELLS.matcher(text).region(0, Math.max(0, at)).matches();
    }

    /** A setting's name or a command's; never what may be a secret. */
    private static @Nullable String name(Look look, Matcher matcher) {
        return switch (look.kind()) {
            case HEROKU_SETTING -> matcher.group("name");
            case HEROKU_COMMAND -> matcher.group("push") == null ? matcher.group("name") : "git push";
            default -> null;
        };
    }

    /** Whether a line of any file holds what looks like a key or password. */
    static boolean holdsSecret(String line) {
        boolean worthIt = line.contains("\"") || line.contains("'") || line.contains("-----");
        return worthIt && SECRET.matcher(line).find();
    }

    void add(SourceMention mention) {
        mentions.add(mention);
        found.merge(mention.kind(), 1, Integer::sum);
    }

    List<SourceMention> mentions() {
        return mentions.stream()
                .filter(mention -> mention.kind() != Kind.HOST_CHECK
                        || !excluding.contains(mention.file()) && !excluding.contains("config/application.rb"))
                .toList();
    }
}
