package dev.dynolift.repository;

/** Compares versions by their numbers. */
final class Versions {

    private Versions() {}

    /** Whether "7.0.3.1" is at least 7, 0, 3. Parts that are no numbers count as 0. */
    static boolean atLeast(String version, int... wanted) {
        String[] parts = version.split("\\.");
        for (int i = 0; i < wanted.length; i++) {
            int part = i < parts.length && parts[i].matches("\\d{1,6}") ? Integer.parseInt(parts[i]) : 0;
            if (part != wanted[i]) {
                return part > wanted[i];
            }
        }
        return true;
    }
}
