/** Writes generated files beside a manifest of them, and never over what a person changed. */
@NullMarked
package dev.dynolift.manifest;

import org.jspecify.annotations.NullMarked;
