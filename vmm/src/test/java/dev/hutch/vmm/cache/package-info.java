@NullMarked
package dev.hutch.vmm.cache;

import org.jspecify.annotations.NullMarked;
