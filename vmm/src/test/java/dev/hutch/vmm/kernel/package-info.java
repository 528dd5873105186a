@NullMarked
package dev.hutch.vmm.kernel;

import org.jspecify.annotations.NullMarked;
