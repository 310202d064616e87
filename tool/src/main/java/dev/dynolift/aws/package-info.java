/** Asks an AWS account what is already there, by reading actions alone, which are listed in one place. */
@NullMarked
package dev.dynolift.aws;

import org.jspecify.annotations.NullMarked;
