/** Puts together what stands around the apps: asks every source that there is a login for, and says what was not asked. */
@NullMarked
package dev.dynolift.surroundings;

import org.jspecify.annotations.NullMarked;
