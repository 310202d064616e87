/** The work as a list of small steps, each recorded before and after, so that a killed run goes on. */
@NullMarked
package dev.dynolift.migrate;

import org.jspecify.annotations.NullMarked;
