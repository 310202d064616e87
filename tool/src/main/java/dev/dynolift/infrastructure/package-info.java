/** Writes the values that the hand-written Terraform modules are applied with, one root for each environment. */
@NullMarked
package dev.dynolift.infrastructure;

import org.jspecify.annotations.NullMarked;
