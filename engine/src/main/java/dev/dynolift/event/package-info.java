/** The one stream of typed events that feeds terminal, log, dashboard and report. Steps emit; nobody prints. */
@NullMarked
package dev.dynolift.event;

import org.jspecify.annotations.NullMarked;
