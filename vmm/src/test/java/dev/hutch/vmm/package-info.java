@NullMarked
package dev.hutch.vmm;

import org.jspecify.annotations.NullMarked;
