@NullMarked
package dev.hutch.bindings.krun;

import org.jspecify.annotations.NullMarked;
