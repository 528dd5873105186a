/** The public API against real boxes. */
@NullMarked
package dev.hutch.it.box;

import org.jspecify.annotations.NullMarked;
