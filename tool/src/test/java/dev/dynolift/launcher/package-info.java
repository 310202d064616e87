/** The launcher, {@code ./dynolift}, under the shells that people have. */
@NullMarked
package dev.dynolift.launcher;

import org.jspecify.annotations.NullMarked;
