/** Writes a plan as files that the user will own: the infrastructure, and for each app an image and a pipeline. */
@NullMarked
package dev.dynolift.generate;

import org.jspecify.annotations.NullMarked;
