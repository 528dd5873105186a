/** The only place where a C function is called: one call shape, errno, and symbols by name. */
@NullMarked
package dev.hutch.bindings.ffm;

import org.jspecify.annotations.NullMarked;
