/** What a person sees, byte by byte where it matters. */
@NullMarked
package dev.dynolift.terminal;

import org.jspecify.annotations.NullMarked;
