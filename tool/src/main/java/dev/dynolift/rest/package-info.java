/** Asks a vendor's JSON API, by GET alone: waits at rate limits, tries passing failures again, turns refusals into words. */
@NullMarked
package dev.dynolift.rest;

import org.jspecify.annotations.NullMarked;
