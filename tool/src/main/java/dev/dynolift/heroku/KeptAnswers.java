package dev.dynolift.heroku;

import java.util.Optional;

/**
 * Answers that an earlier audit kept, each with the tag by which Heroku tells that it is still the same. Whoever keeps
 * them keeps no value of a setting and no login. Thread-safe.
 */
public interface KeptAnswers {

    /** Keeps nothing. */
    KeptAnswers NONE = new KeptAnswers() {
        @Override
        public Optional<Kept> find(String path) {
            return Optional.empty();
        }

        @Override
        public void keep(HerokuAnswer answer, String tag) {}
    };

    /** What is kept of the answer to a path, with its query. */
    Optional<Kept> find(String path);

    /**
     * Takes an answer, or leaves it.
     *
     * @param answer in full, with whatever is secret in it; never a refusal
     * @param tag empty when Heroku gave none
     */
    void keep(HerokuAnswer answer, String tag);

    /**
     * A kept answer.
     *
     * @param current whether it is so fresh that nobody need ask: an audit that was interrupted has just read it
     */
    record Kept(HerokuAnswer answer, String tag, boolean current) {}
}
