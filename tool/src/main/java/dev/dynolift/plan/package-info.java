/** What will be on AWS: the plan, every choice with its source and consequence, made from the inventory and edited by hand. */
@NullMarked
package dev.dynolift.plan;

import org.jspecify.annotations.NullMarked;
