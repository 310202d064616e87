package dev.dynolift.naming;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Names as AWS and Terraform take them: lower-case letters, digits and single hyphens, beginning with a letter. */
public final class AwsName {

    /** AWS has no longer names. */
    private static final int LONGEST_CACHE = 40;

    private static final int LONGEST_SEARCH = 28;

    private AwsName() {}

    /** The name itself when it fits, otherwise its nearest: {@code My_Worker} becomes {@code my-worker}. */
    public static String of(String name) {
        String plain = name.toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+", "")
                .replaceAll("-+$", "");
        return plain.isEmpty() || Character.isDigit(plain.charAt(0)) ? ("x-" + plain).replaceAll("-+$", "") : plain;
    }

    /** What a cache is called, which AWS wants shorter than databases: the estate's module shortens it the same way. */
    public static String ofCache(String name) {
        return shortened(name, LONGEST_CACHE);
    }

    /** What a search domain is called, likewise. */
    public static String ofSearch(String name) {
        return shortened(name, LONGEST_SEARCH);
    }

    /** A name as AWS takes it at most so long: its beginning and a digest of the whole, as the estate's Terraform does. */
    private static String shortened(String name, int longest) {
        if (name.length() <= longest) {
            return name;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(name.getBytes(StandardCharsets.UTF_8));
            return name.substring(0, longest - 6).replaceAll("^-+|-+$", "") + "-"
                    + HexFormat.of().formatHex(digest).substring(0, 5);
        } catch (NoSuchAlgorithmException every) {
            throw new IllegalStateException(every);
        }
    }

    /** A name for a database inside a server: underscores in place of hyphens, at most 63 characters. */
    public static String ofDatabase(String name) {
        String plain = of(name).replace('-', '_');
        return plain.length() <= 63 ? plain : plain.substring(0, 63);
    }
}
