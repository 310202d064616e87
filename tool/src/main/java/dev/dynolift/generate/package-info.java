/** Writes what the user will own: Terraform values beside hand-written modules, and the image's files. */
@NullMarked
package dev.dynolift.generate;

import org.jspecify.annotations.NullMarked;
