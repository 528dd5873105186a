/**
 * How the shim's JVM is started, and the ahead-of-time cache that makes its start quick.
 *
 * <p>Runs in the calling process.
 */
@NullMarked
package dev.hutch.vmm.aot;

import org.jspecify.annotations.NullMarked;
