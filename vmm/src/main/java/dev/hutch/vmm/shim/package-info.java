/**
 * The process that becomes a machine. It is started before it is known what for, links what it can,
 * says so, and waits for its configuration on descriptor 0.
 */
@NullMarked
package dev.hutch.vmm.shim;

import org.jspecify.annotations.NullMarked;
