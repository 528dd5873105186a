/** Calls that wait, for the tests here and those with real boxes. */
@NullMarked
package dev.hutch.waiting;

import org.jspecify.annotations.NullMarked;
