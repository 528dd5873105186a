/** The {@code hutch} command. */
@NullMarked
package dev.hutch.cli;

import org.jspecify.annotations.NullMarked;
