/** How the program says that something went wrong: whose fault it is, why, and what to do next. */
@NullMarked
package dev.dynolift.error;

import org.jspecify.annotations.NullMarked;
