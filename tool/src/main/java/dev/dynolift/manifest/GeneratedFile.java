package dev.dynolift.manifest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file as the generator wants it.
 *
 * @param path relative to the workspace, with slashes: {@code infra/production/main.tf}
 * @param content text with line feeds only
 */
public record GeneratedFile(String path, String content, boolean executable) {

    public static GeneratedFile text(String path, String content) {
        return new GeneratedFile(path, content, false);
    }

    String hash() {
        return hash(content.getBytes(StandardCharsets.UTF_8));
    }

    /** SHA-256 in hexadecimal. */
    static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
