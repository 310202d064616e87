/** Numbers that tell whether two sets of rows are the same, in whatever order the rows come by. */
@NullMarked
package dev.dynolift.digest;

import org.jspecify.annotations.NullMarked;
