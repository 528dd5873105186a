@NullMarked
package dev.hutch.vmm.control;

import org.jspecify.annotations.NullMarked;
