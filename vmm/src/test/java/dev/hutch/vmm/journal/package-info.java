@NullMarked
package dev.hutch.vmm.journal;

import org.jspecify.annotations.NullMarked;
