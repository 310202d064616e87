package dev.dynolift.preflight;

/** Where something was found. */
public enum Side {
    SOURCE("source"),
    TARGET("target"),
    FOLLOWER("follower"),
    HERE("this machine");

    private final String word;

    Side(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
