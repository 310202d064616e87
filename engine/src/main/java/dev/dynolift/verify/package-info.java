/** Compares every row of both sides while the app runs, down to the key that differs. */
@NullMarked
package dev.dynolift.verify;

import org.jspecify.annotations.NullMarked;
