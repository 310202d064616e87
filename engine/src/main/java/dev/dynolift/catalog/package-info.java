/** What a database holds, read from its catalog: tables, columns, keys, partitions, sequences. */
@NullMarked
package dev.dynolift.catalog;

import org.jspecify.annotations.NullMarked;
