@NullMarked
package dev.hutch.vmm.aot;

import org.jspecify.annotations.NullMarked;
