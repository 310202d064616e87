package dev.dynolift.traffic;

import java.util.List;
import java.util.Set;

/** What a statement does to its transaction, as far as its words tell. */
enum QueryKind {
    BEGIN,
    COMMIT,
    ROLLBACK,
    /** Writes when it reports rows. */
    WRITE,
    /** Locks rows, by which PostgreSQL gives the transaction a number although nothing is written. */
    LOCK,
    /** A read, or a call that may write. */
    OTHER;

    private static final Set<String> WRITES = Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE");
    private static final Set<String> LOCKS = Set.of("UPDATE", "SHARE", "KEY");

    /** @param words the statement's bare words in capitals, without those in quotes and comments */
    static QueryKind of(List<String> words) {
        if (words.isEmpty()) {
            return OTHER;
        }
        String first = words.get(0);
        return switch (first) {
            case "BEGIN", "START" -> BEGIN;
            case "COMMIT", "END" -> COMMIT;
            case "ROLLBACK", "ABORT" -> words.contains("TO") ? OTHER : ROLLBACK;
            default ->
                WRITES.contains(first) || (first.equals("WITH") && writesInside(words)) ? WRITE : readKind(words);
        };
    }

    private static boolean writesInside(List<String> words) {
        for (int i = 1; i < words.size(); i++) {
            String before = words.get(i - 1);
            if (WRITES.contains(words.get(i)) && !before.equals("FOR") && !before.equals("KEY")) {
                return true;
            }
        }
        return false;
    }

    private static QueryKind readKind(List<String> words) {
        for (int i = 1; i < words.size(); i++) {
            boolean locks = words.get(i - 1).equals("FOR")
                    && (LOCKS.contains(words.get(i)) || words.get(i).equals("NO"));
            if (locks) {
                return LOCK;
            }
        }
        return OTHER;
    }
}
