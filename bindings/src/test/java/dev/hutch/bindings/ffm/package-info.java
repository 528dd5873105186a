@NullMarked
package dev.hutch.bindings.ffm;

import org.jspecify.annotations.NullMarked;
