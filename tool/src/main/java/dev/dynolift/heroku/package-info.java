/** Asks Heroku's services, by GET alone, and knows the form in which their answers are stored. */
@NullMarked
package dev.dynolift.heroku;

import org.jspecify.annotations.NullMarked;
