/** The whole move of one database: forward, live, fenced, and back. */
@NullMarked
package dev.dynolift.engine;

import org.jspecify.annotations.NullMarked;
