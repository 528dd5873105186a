/**
 * The native tier: the real command, supervisor, jail, agent and kernel, on the emulated engine.
 */
@NullMarked
package dev.hutch.it;

import org.jspecify.annotations.NullMarked;
