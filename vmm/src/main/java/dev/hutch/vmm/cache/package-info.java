/**
 * What the home's cache is written with: files that appear whole or not at all, notes about files
 * that were hashed, and programs of the host run with a bound on their time.
 *
 * <p>Runs in the calling process, never in the shim. No lock is taken: two processes that make the
 * same file at once make it twice, and either serves. What a killed process leaves behind is a name
 * starting with {@code .partial-}, which is never read.
 */
@NullMarked
package dev.hutch.vmm.cache;

import org.jspecify.annotations.NullMarked;
