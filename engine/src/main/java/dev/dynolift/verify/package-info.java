/** Compares every row and object of both sides, down to the key that differs, and mends rows. */
@NullMarked
package dev.dynolift.verify;

import org.jspecify.annotations.NullMarked;
