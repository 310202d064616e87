package dev.dynolift.large;

/**
 * Large objects that are copied and compared together: those whose numbers lie between two.
 *
 * @param first the lowest number
 * @param end behind the highest number; ranges leave no gaps
 * @param slices of the longest object in it
 */
record LargeObjectRange(long first, long end, long objects, long bytes, long slices) {}
