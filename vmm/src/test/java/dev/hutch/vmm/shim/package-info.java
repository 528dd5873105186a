@NullMarked
package dev.hutch.vmm.shim;

import org.jspecify.annotations.NullMarked;
