/** Writes what builds and deploys an app: two scripts, and the files of the CI service that runs them. */
@NullMarked
package dev.dynolift.pipeline;

import org.jspecify.annotations.NullMarked;
