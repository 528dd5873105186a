@NullMarked
package dev.hutch.vmm.host;

import org.jspecify.annotations.NullMarked;
