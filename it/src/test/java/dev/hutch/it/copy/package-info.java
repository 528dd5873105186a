/** Files between the host and boxes. */
@NullMarked
package dev.hutch.it.copy;

import org.jspecify.annotations.NullMarked;
