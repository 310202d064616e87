/** Files that are there whole or not at all. */
@NullMarked
package dev.dynolift.file;

import org.jspecify.annotations.NullMarked;
