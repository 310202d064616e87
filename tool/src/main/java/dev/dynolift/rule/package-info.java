/** What a move has to know: one rule a file, each looking at the inventory alone. */
@NullMarked
package dev.dynolift.rule;

import org.jspecify.annotations.NullMarked;
