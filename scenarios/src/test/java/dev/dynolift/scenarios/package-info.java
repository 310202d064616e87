/** End-to-end stories: the built program is run as a user would, and only what a user can see is looked at. */
@NullMarked
package dev.dynolift.scenarios;

import org.jspecify.annotations.NullMarked;
