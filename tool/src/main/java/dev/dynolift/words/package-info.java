/** Numbers of things, as people say them. */
@NullMarked
package dev.dynolift.words;

import org.jspecify.annotations.NullMarked;
