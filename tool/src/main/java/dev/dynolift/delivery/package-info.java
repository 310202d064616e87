/** Reads the files of CI services in a checkout: what builds an app, what deploys it, and which secrets are named. */
@NullMarked
package dev.dynolift.delivery;

import org.jspecify.annotations.NullMarked;
