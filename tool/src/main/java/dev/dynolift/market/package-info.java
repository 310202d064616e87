/** What Heroku and AWS sell: sizes, limits and prices as tables, each row with its source and date. */
@NullMarked
package dev.dynolift.market;

import org.jspecify.annotations.NullMarked;
