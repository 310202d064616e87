/** The names that the things of an environment get on AWS. */
@NullMarked
package dev.dynolift.naming;

import org.jspecify.annotations.NullMarked;
