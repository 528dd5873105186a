/**
 * Sandboxes for Java programs: each {@link dev.hutch.Box} is one microVM.
 *
 * <p>Start with {@link dev.hutch.Hutch#open()}. Everything here blocks its caller where it waits,
 * is safe to call from virtual threads, and throws unchecked exceptions below {@link
 * dev.hutch.HutchException} whose messages say what failed, with which value, and what to do.
 */
@NullMarked
package dev.hutch;

import org.jspecify.annotations.NullMarked;
