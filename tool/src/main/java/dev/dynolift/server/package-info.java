/** Real PostgreSQL servers on this machine, as weak in rights as Heroku's and RDS's, for the rehearsal. */
@NullMarked
package dev.dynolift.server;

import org.jspecify.annotations.NullMarked;
