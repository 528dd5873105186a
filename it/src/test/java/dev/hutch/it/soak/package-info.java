/** A long run, by name: {@code it/run soak}. Needs none of the libraries for tests. */
@NullMarked
package dev.hutch.it.soak;

import org.jspecify.annotations.NullMarked;
