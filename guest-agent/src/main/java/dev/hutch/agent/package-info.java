/** The guest agent's program, built from {@code src/main/c}. */
@NullMarked
package dev.hutch.agent;

import org.jspecify.annotations.NullMarked;
