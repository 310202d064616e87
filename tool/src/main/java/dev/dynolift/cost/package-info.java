/** What Heroku costs today and AWS will, line by line, each measured, assumed or unknown. */
@NullMarked
package dev.dynolift.cost;

import org.jspecify.annotations.NullMarked;
