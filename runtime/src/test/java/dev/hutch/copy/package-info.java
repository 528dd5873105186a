/** Tests of what goes between host and box as archives. */
@NullMarked
package dev.hutch.copy;

import org.jspecify.annotations.NullMarked;
