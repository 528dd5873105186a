@NullMarked
package dev.hutch.perf;

import org.jspecify.annotations.NullMarked;
