/** Asks Cloudflare, by GET alone, which zones, records and rules lead to Heroku. */
@NullMarked
package dev.dynolift.cloudflare;

import org.jspecify.annotations.NullMarked;
