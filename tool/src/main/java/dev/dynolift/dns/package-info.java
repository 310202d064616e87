/** Asks DNS where a domain leads, for how long others remember it, and who may issue certificates for it. */
@NullMarked
package dev.dynolift.dns;

import org.jspecify.annotations.NullMarked;
