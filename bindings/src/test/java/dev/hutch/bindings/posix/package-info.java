@NullMarked
package dev.hutch.bindings.posix;

import org.jspecify.annotations.NullMarked;
