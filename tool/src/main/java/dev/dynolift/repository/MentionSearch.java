package dev.dynolift.repository;

import dev.dynolift.inventory.SourceMention;
import dev.dynolift.inventory.SourceMention.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Searches the code for lines that a move may break. Tells the line, never what stands there. */
final class MentionSearch {

    private static final int MOST_OF_A_KIND = 20;
    private static final Set<String> ENDINGS = Set.of(
            ".rb", ".rake", ".ru", ".erb", ".yml", ".yaml", ".js", ".ts", ".jsx", ".tsx", ".py", ".json", ".toml",
            ".env", ".go", ".java", ".php", ".html");
    private static final Set<String> NOT_CODE = Set.of("package-lock.json", "app.json", "docker-compose.yml");

    private static final Map<Kind, Pattern> PATTERNS = patterns();

    private MentionSearch() {}

    static List<SourceMention> search(Checkout checkout) {
        List<SourceMention> mentions = new ArrayList<>();
        for (String file : checkout.sources(ENDINGS)) {
            if (!NOT_CODE.contains(file)) {
                Optional<String> text = checkout.text(file);
                text.ifPresent(content -> search(file, content, mentions));
            }
        }
        return mentions;
    }

    private static void search(String file, String text, List<SourceMention> mentions) {
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i];
            // A minified line is no source, and long ones would cost much.
            if (line.length() > 1000
                    || line.stripLeading().startsWith("#")
                    || line.stripLeading().startsWith("//")) {
                continue;
            }
            for (Map.Entry<Kind, Pattern> entry : PATTERNS.entrySet()) {
                Kind kind = entry.getKey();
                long found = mentions.stream()
                        .filter(mention -> mention.kind() == kind)
                        .count();
                if (found < MOST_OF_A_KIND && entry.getValue().matcher(line).find()) {
                    mentions.add(new SourceMention(file, i + 1, kind));
                }
            }
        }
    }

    private static Map<Kind, Pattern> patterns() {
        Map<Kind, Pattern> patterns = new LinkedHashMap<>();
        patterns.put(Kind.HEROKU_HOST, Pattern.compile("\\.herokuapp\\.com|\\.herokudns\\.com"));
        patterns.put(
                Kind.HEROKU_SETTING,
                Pattern.compile(
                        "\\bHEROKU_(APP_ID|APP_NAME|APP_DEFAULT_DOMAIN_NAME|DYNO_ID|RELEASE_CREATED_AT|RELEASE_VERSION"
                                + "|SLUG_COMMIT|SLUG_DESCRIPTION|BUILD_COMMIT|BUILD_DESCRIPTION|PR_NUMBER|PARENT_APP_NAME|BRANCH)\\b"
                                + "|(ENV|environ|process\\.env)(\\.fetch\\()?[\\[\\.(]?[\"']?DYNO\\b"));
        patterns.put(
                Kind.HARD_CODED_SECRET,
                Pattern.compile(
                        "[\"'](sk_live_|rk_live_|ghp_|AKIA[0-9A-Z]{12}|xox[abp]-|SG\\.)[\\w.-]{8,}[\"']?"
                                + "|-----BEGIN [A-Z ]*PRIVATE KEY"
                                + "|(?i)\\b(secret|password|api_?key|auth_?token)\\w*[\"']?\\s*(=>|[:=])\\s*[\"'](?=[^\"']*\\d)(?=[^\"']*[a-z])[\\w+/=-]{16,}[\"']"));
        patterns.put(
                Kind.HARD_CODED_ADDRESS,
                Pattern.compile(
                        "(postgres(ql)?|rediss?|mysql2?|amqps?)://(?![^/]*(localhost|127\\.0\\.0\\.1|#\\{|\\$\\{|<%|\\{\\{|%[sd(]|\\bexample\\.(com|org)))[\\w.:-]+@?[\\w-]+\\.[\\w.-]+"
                                + "|\\bec2-[\\d-]+\\.[\\w.-]*amazonaws\\.com"));
        patterns.put(
                Kind.UNVERIFIED_TLS,
                Pattern.compile(
                        "VERIFY_NONE|rejectUnauthorized[\"']?\\s*:\\s*false|ssl_cert_reqs[\"']?\\s*[=:]\\s*(None|[\"']none)"));
        patterns.put(
                Kind.LOCAL_FILES,
                Pattern.compile(
                        "File\\.(open|write|binwrite)\\(\\s*Rails\\.root|Rails\\.root\\.join\\([\"'](tmp|public|storage)/?(uploads|files|exports)"));
        return patterns;
    }
}
