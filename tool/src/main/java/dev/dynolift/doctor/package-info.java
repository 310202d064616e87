/** Checks, before anything starts, that what a move needs is there, can be reached and is new enough. */
@NullMarked
package dev.dynolift.doctor;

import org.jspecify.annotations.NullMarked;
