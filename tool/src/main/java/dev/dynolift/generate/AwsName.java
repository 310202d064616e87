package dev.dynolift.generate;

import java.util.Locale;

/** Names as AWS and Terraform take them: lower-case letters, digits and single hyphens, beginning with a letter. */
final class AwsName {

    private AwsName() {}

    /** The name itself when it fits, otherwise its nearest: {@code My_Worker} becomes {@code my-worker}. */
    static String of(String name) {
        String plain = name.toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+", "")
                .replaceAll("-+$", "");
        return plain.isEmpty() || Character.isDigit(plain.charAt(0)) ? ("x-" + plain).replaceAll("-+$", "") : plain;
    }

    /** A name for a database inside a server: underscores in place of hyphens, at most 63 characters. */
    static String ofDatabase(String name) {
        String plain = of(name).replace('-', '_');
        return plain.length() <= 63 ? plain : plain.substring(0, 63);
    }
}
