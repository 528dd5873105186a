/** libkrun's C interface ({@code libkrun.h} of 1.17), with refusals as exceptions. */
@NullMarked
package dev.hutch.bindings.krun;

import org.jspecify.annotations.NullMarked;
