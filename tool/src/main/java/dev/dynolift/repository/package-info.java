/** Reads the checkout of an app: what it is made of, how it is started, and what in it works at Heroku only. */
@NullMarked
package dev.dynolift.repository;

import org.jspecify.annotations.NullMarked;
