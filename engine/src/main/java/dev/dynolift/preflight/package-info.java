/** Says all at once what stands in the way of a move, before anything is changed. */
@NullMarked
package dev.dynolift.preflight;

import org.jspecify.annotations.NullMarked;
