/** What an audit found: names, sizes and shapes of everything that runs at Heroku; never a setting's value. */
@NullMarked
package dev.dynolift.inventory;

import org.jspecify.annotations.NullMarked;
