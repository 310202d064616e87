/** Programs of this machine: where they are, and what one said that was run. */
@NullMarked
package dev.dynolift.program;

import org.jspecify.annotations.NullMarked;
