/** Writes down the key of each row that the app changes, with the rights of the owner only. */
@NullMarked
package dev.dynolift.capture;

import org.jspecify.annotations.NullMarked;
