package dev.dynolift.schema;

/** When a definition is created: before the rows arrive, or after. */
public enum Section {
    PRE_DATA("pre-data"),
    POST_DATA("post-data");

    private final String word;

    Section(String word) {
        this.word = word;
    }

    /** As pg_restore calls it. */
    public String word() {
        return word;
    }
}
