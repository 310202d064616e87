/** The commands, one file each, named by the words the user types. Parses and wires; decides nothing. */
@NullMarked
package dev.dynolift.cli;

import org.jspecify.annotations.NullMarked;
