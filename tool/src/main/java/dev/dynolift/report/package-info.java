/** What a rehearsal came to: a page to read, an object for scripts and a closing table, all made from one record. */
@NullMarked
package dev.dynolift.report;

import org.jspecify.annotations.NullMarked;
