/** Who may do what on AWS after the move, and from which rights at Heroku that comes. */
@NullMarked
package dev.dynolift.access;

import org.jspecify.annotations.NullMarked;
