/** The box lock: who owns a box is a fact held by the kernel. */
@NullMarked
package dev.hutch.jailer.lock;

import org.jspecify.annotations.NullMarked;
