/** The guest kernel, taken out of libkrunfw once and kept as an ELF file that both engines boot. */
@NullMarked
package dev.hutch.vmm.kernel;

import org.jspecify.annotations.NullMarked;
