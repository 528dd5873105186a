/** The box's control group: placement, limits, kill, proof of emptiness. */
@NullMarked
package dev.hutch.jailer.cgroup;

import org.jspecify.annotations.NullMarked;
