package dev.dynolift.doctor;

/** What something is needed for; what comes later needs all that comes before it, too; a plan is made of files alone. */
public enum Need {
    PLAN("`dynolift plan` and `dynolift generate`"),
    AUDIT("`dynolift audit`"),
    DATA("`dynolift rehearse` and `dynolift data`"),
    APPLY("whoever applies what `dynolift generate` has written");

    private final String words;

    Need(String words) {
        this.words = words;
    }

    /** Who needs it, in a sentence. */
    public String words() {
        return words;
    }
}
