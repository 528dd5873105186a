/**
 * The life of a box, whoever owns it and whatever crashes: one class for each scenario, with real
 * second processes that are really killed.
 */
@NullMarked
package dev.hutch.it.lifecycle;

import org.jspecify.annotations.NullMarked;
