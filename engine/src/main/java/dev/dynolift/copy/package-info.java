/** Copies tables in chunks that need no common snapshot, each committed together with its progress. */
@NullMarked
package dev.dynolift.copy;

import org.jspecify.annotations.NullMarked;
