/** Holds the code to the map in ARCHITECTURE.md. */
@NullMarked
package dev.dynolift.architecture;

import org.jspecify.annotations.NullMarked;
