@NullMarked
package dev.hutch.vmm.spec;

import org.jspecify.annotations.NullMarked;
