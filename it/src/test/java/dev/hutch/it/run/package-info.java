/** What {@code hutch run} does for its user. */
@NullMarked
package dev.hutch.it.run;

import org.jspecify.annotations.NullMarked;
