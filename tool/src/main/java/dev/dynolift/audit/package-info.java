/** Looks at everything that an app has at Heroku and in its repository, and says what a move has to know about it. */
@NullMarked
package dev.dynolift.audit;

import org.jspecify.annotations.NullMarked;
