/** Starts one jailed shim, watches it and reaps it. */
@NullMarked
package dev.hutch.jailer.supervisor;

import org.jspecify.annotations.NullMarked;
