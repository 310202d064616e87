/** Writes how a move is, for a program that watches many. */
@NullMarked
package dev.dynolift.metrics;

import org.jspecify.annotations.NullMarked;
