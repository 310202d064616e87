package dev.dynolift.inventory;

import org.jspecify.annotations.Nullable;

/**
 * Something that a person should know before the move.
 *
 * @param id the rule that found it, stable, for tests and for silencing: "secret-only-in-slug"
 * @param subject what it is about: an app, "crema/web", "crema SECRET_KEY_BASE", a file and line
 * @param what what is the case, one sentence
 * @param why why it matters
 * @param next what to do; a command or a click, as concrete as possible
 * @param source where it was seen: a path of Heroku's API, a file of the repository
 * @param fact where the fact behind it is written down: a page of ours and its row; null when there is none
 */
public record Finding(
        String id,
        Severity severity,
        String subject,
        String what,
        String why,
        String next,
        String source,
        @Nullable String fact) {

    /** The page of facts; what follows is a row of it: "b15". */
    public static final String FACTS = "docs/reference/heroku-behaviours.md#";

    /** A finding that rests on no written fact but on what was just seen. */
    public Finding(String id, Severity severity, String subject, String what, String why, String next, String source) {
        this(id, severity, subject, what, why, next, source, null);
    }
}
