/** Moves what is too large for a stream of rows: large rows in slices, and large objects. */
@NullMarked
package dev.dynolift.large;

import org.jspecify.annotations.NullMarked;
