/** Plays an app's users: processes that run scripts against the database and write down what they met. */
@NullMarked
package dev.dynolift.traffic;

import org.jspecify.annotations.NullMarked;
