/**
 * Which process is the shim of which box: recorded in the pid file, verified against {@code /proc}.
 */
@NullMarked
package dev.hutch.jailer.identity;

import org.jspecify.annotations.NullMarked;
