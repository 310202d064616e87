/** Talking to a PostgreSQL server: addresses, sessions with pinned settings, quoting, SQL files, errors in words. */
@NullMarked
package dev.dynolift.postgres;

import org.jspecify.annotations.NullMarked;
