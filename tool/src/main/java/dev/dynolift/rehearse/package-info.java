/** The whole migration on this machine: the real stages between two real servers, while a load keeps writing. */
@NullMarked
package dev.dynolift.rehearse;

import org.jspecify.annotations.NullMarked;
