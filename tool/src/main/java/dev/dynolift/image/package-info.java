/** Checks an app's image before anything leaves this machine: what it lacks, whether it builds, whether it boots. */
@NullMarked
package dev.dynolift.image;

import org.jspecify.annotations.NullMarked;
