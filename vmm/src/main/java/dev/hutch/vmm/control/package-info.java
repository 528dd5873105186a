/** The messages on the control socket between supervisor and shim, and their text. */
@NullMarked
package dev.hutch.vmm.control;

import org.jspecify.annotations.NullMarked;
