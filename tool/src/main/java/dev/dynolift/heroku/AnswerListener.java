package dev.dynolift.heroku;

/** Hears each answer of Heroku in full, with whatever is secret in it: whoever listens must not keep that. */
@FunctionalInterface
public interface AnswerListener {

    /** Drops everything. */
    AnswerListener NONE = answer -> {};

    /** Called once for each question, with all pages of a list put together. */
    void on(HerokuAnswer answer);
}
