/** What {@code /proc} says about processes. */
@NullMarked
package dev.hutch.jailer.process;

import org.jspecify.annotations.NullMarked;
