/** Asks Semaphore, by GET alone, what it builds and deploys, and by which names it keeps secrets. */
@NullMarked
package dev.dynolift.semaphore;

import org.jspecify.annotations.NullMarked;
