/** Draws the graph of who depends on whom out of an inventory, and puts the apps into waves that can move one by one. */
@NullMarked
package dev.dynolift.estate;

import org.jspecify.annotations.NullMarked;
