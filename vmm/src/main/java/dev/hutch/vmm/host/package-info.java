/**
 * What this host can do, asked rather than guessed: for {@code hutch doctor}, and for the choice of
 * an engine. Runs in the calling process.
 */
@NullMarked
package dev.hutch.vmm.host;

import org.jspecify.annotations.NullMarked;
