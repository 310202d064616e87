/** Everything that is written to a person's terminal, and what is asked there; draws events, decides nothing. */
@NullMarked
package dev.dynolift.terminal;

import org.jspecify.annotations.NullMarked;
