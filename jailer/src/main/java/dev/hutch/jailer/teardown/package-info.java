/** Kills a box's whole tree and proves that nothing of it is left. */
@NullMarked
package dev.hutch.jailer.teardown;

import org.jspecify.annotations.NullMarked;
