/** Heroku on this machine: serves a folder of captured answers as Heroku's services do. */
@NullMarked
package dev.dynolift.standin;

import org.jspecify.annotations.NullMarked;
