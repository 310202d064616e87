/** Moves the definitions: dumped by pg_dump, kept as entries on the target, each applied exactly once. */
@NullMarked
package dev.dynolift.schema;

import org.jspecify.annotations.NullMarked;
