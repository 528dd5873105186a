/** libkrunfw: a Linux kernel in the shape of a shared library. */
@NullMarked
package dev.hutch.bindings.krunfw;

import org.jspecify.annotations.NullMarked;
