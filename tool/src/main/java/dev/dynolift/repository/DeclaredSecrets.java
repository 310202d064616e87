package dev.dynolift.repository;

import dev.dynolift.inventory.SourceMention;
import dev.dynolift.inventory.SourceMention.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds keys and passwords in app.json, heroku.yml and Dockerfiles, which are no code. Tells the line, never what stands there. */
final class DeclaredSecrets {

    private static final String TELLING =
            "(?i:(?:\\w*_)?(?:SECRET|PASSWORD|PASSWD|TOKEN|CREDENTIALS?|(?:API|ACCESS|PRIVATE|SECRET|MASTER|ENCRYPTION)_?KEY)"
                    + "(?:_KEY|_BASE|_KEY_BASE)?)";

    /** {@code ENV NAME=value}, also several of them, and {@code ENV NAME value}. */
    private static final Pattern OF_IMAGE =
            Pattern.compile("(?<=\\s)" + TELLING + "(?:=|\\s+)[\"']?([^\\s\"'$]{8,200})[\"']?(?=\\s|$)");

    /** {@code _authToken=value} in a line that is run, {@code ?token=value} in an address that is asked. */
    private static final Pattern HANDED =
            Pattern.compile("(?i)(?:_auth|token|secret|password|passwd|(?:api|access|private|master)[_-]?key)"
                    + "=[\"']?([^\\s\"'$&;|/<({,][^\\s\"'$&;|]{7,199})");

    /** {@code NAME: value} below {@code config}. */
    private static final Pattern GIVEN =
            Pattern.compile("\\s+" + TELLING + "\\s*:\\s+[\"']?([^\\s\"'$]{8,200})[\"']?\\s*");

    private static final Pattern DECLARES = Pattern.compile("^(?i:ENV|ARG)\\s");
    private static final Pattern NAMED = Pattern.compile("\"" + TELLING + "\"\\s*:");
    private static final Pattern VALUE = Pattern.compile("\"value\"\\s*:\\s*\"([^\"\\s]{16,500})\"");
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "(?i).*(dummy|placeholder|change.?me|example|replace|your[-_]|for-the-build|precompil|insecure|xxxx).*");
    private static final Pattern MIXED = Pattern.compile("(?=.*\\d)(?=.*[A-Za-z]).*");

    private DeclaredSecrets() {}

    static List<SourceMention> of(Checkout checkout, Set<String> dockerfiles) {
        List<SourceMention> found = new ArrayList<>();
        inManifest(checkout.searchable("app.json").orElse("").split("\n", -1), found);
        inContainers(checkout.searchable("heroku.yml").orElse("").split("\n", -1), found);
        dockerfiles.forEach(
                file -> inImage(file, checkout.searchable(file).orElse("").split("\n", -1), found));
        return found;
    }

    private static void inManifest(String[] lines, List<SourceMention> found) {
        boolean named = false;
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i];
            named = NAMED.matcher(line).find() || named;
            Matcher value = VALUE.matcher(line);
            boolean declared = named && value.find() && isSecret(value.group(1));
            if (declared || MentionSearch.holdsSecret(line)) {
                found.add(new SourceMention("app.json", i + 1, Kind.HARD_CODED_SECRET));
            }
            named = named && !line.contains("}");
        }
    }

    private static void inImage(String file, String[] lines, List<SourceMention> found) {
        boolean goesOn = false;
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            boolean declares = goesOn || DECLARES.matcher(line).find();
            Matcher assigned = OF_IMAGE.matcher(" " + line);
            boolean secret = false;
            while (declares && !secret && assigned.find()) {
                secret = !PLACEHOLDER.matcher(assigned.group(1)).matches();
            }
            Matcher handed = HANDED.matcher(line);
            while (!line.startsWith("#") && !secret && handed.find()) {
                secret = isSecret(handed.group(1));
            }
            if (secret || !line.startsWith("#") && MentionSearch.holdsSecret(line)) {
                found.add(new SourceMention(file, i + 1, Kind.HARD_CODED_SECRET));
            }
            goesOn = declares && line.endsWith("\\");
        }
    }

    private static void inContainers(String[] lines, List<SourceMention> found) {
        for (int i = 0; i < lines.length; i++) {
            Matcher given = GIVEN.matcher(lines[i]);
            if (given.matches() && isSecret(given.group(1)) || MentionSearch.holdsSecret(lines[i])) {
                found.add(new SourceMention("heroku.yml", i + 1, Kind.HARD_CODED_SECRET));
            }
        }
    }

    private static boolean isSecret(String value) {
        return MIXED.matcher(value).matches() && !PLACEHOLDER.matcher(value).matches() && !value.contains("://");
    }
}
