@NullMarked
package dev.hutch.vmm.natives;

import org.jspecify.annotations.NullMarked;
