/** Values that must never be shown, and the filter that keeps them out of everything that is written. */
@NullMarked
package dev.dynolift.secret;

import org.jspecify.annotations.NullMarked;
