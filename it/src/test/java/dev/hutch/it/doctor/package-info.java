/** What {@code hutch doctor} says. */
@NullMarked
package dev.hutch.it.doctor;

import org.jspecify.annotations.NullMarked;
