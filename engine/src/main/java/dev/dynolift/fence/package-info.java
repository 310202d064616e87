/** Refuses the app's writes at one side, hands sequences over, loosens and restores what stands in the way of a return. */
@NullMarked
package dev.dynolift.fence;

import org.jspecify.annotations.NullMarked;
