/** Reads what an app's databases hold, in read-only sessions. */
@NullMarked
package dev.dynolift.databases;

import org.jspecify.annotations.NullMarked;
