/** Takes the target from one committed state of the source to the next. */
@NullMarked
package dev.dynolift.rounds;

import org.jspecify.annotations.NullMarked;
