/**
 * Finds libkrun and libkrunfw, or fetches them once into the home's cache.
 *
 * <p>Whether a library is good enough is read from its symbol table, not from a version, and
 * without loading it. Runs in the calling process.
 */
@NullMarked
package dev.hutch.vmm.natives;

import org.jspecify.annotations.NullMarked;
