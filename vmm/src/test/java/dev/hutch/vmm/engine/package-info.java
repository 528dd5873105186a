@NullMarked
package dev.hutch.vmm.engine;

import org.jspecify.annotations.NullMarked;
