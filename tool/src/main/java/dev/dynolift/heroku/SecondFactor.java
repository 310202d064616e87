package dev.dynolift.heroku;

import java.util.Optional;

/** Asks a person for the code of a second factor. */
@FunctionalInterface
public interface SecondFactor {

    /** Nobody is there to be asked. */
    SecondFactor NONE = Optional::empty;

    /** The code, of digits; empty when there is nobody or no answer. */
    Optional<String> ask();
}
