/**
 * The disks a box boots from, all made without root: the agent's disk, the base image, and the
 * box's own writable disk.
 *
 * <p>Everything made once lives in a cache directory and is named by a hash of what went into it.
 * Files appear there by rename, complete or not at all, so any number of processes may share one
 * cache without a lock: two that build the same thing at once build it twice, and either result
 * serves. What a killed process leaves behind is a name starting with {@code .partial-}, which is
 * never read.
 */
@NullMarked
package dev.hutch.rootfs;

import org.jspecify.annotations.NullMarked;
