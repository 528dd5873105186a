@NullMarked
package dev.hutch.vmm.relay;

import org.jspecify.annotations.NullMarked;
