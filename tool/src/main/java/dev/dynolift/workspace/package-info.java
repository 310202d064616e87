/** The one folder that a migration's files live in: its paths, and the lock that keeps a second process out. */
@NullMarked
package dev.dynolift.workspace;

import org.jspecify.annotations.NullMarked;
