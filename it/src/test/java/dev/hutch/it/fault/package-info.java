/**
 * The fault matrix: at each named point of a box's life one of its processes is killed or frozen.
 * Needs none of the libraries for tests, since {@code it/run} has only the product's.
 */
@NullMarked
package dev.hutch.it.fault;

import org.jspecify.annotations.NullMarked;
