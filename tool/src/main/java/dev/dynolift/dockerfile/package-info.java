/** Writes the files of an app's image: Dockerfile, entrypoint, and what reads the settings at start. */
@NullMarked
package dev.dynolift.dockerfile;

import org.jspecify.annotations.NullMarked;
