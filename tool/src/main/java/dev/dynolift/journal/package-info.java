/** The append-only record of steps. It remembers and does not decide: whether a step is done, the world is asked. */
@NullMarked
package dev.dynolift.journal;

import org.jspecify.annotations.NullMarked;
