/** What the report says, and what it must never say. */
@NullMarked
package dev.dynolift.report;

import org.jspecify.annotations.NullMarked;
