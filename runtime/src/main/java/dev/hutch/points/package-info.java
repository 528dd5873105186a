/** Named points of a box's life at which tests can make things go wrong. */
@NullMarked
package dev.hutch.points;

import org.jspecify.annotations.NullMarked;
