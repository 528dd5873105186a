/**
 * From a specification to a running box: what is prepared once ({@code Installation}), a shim
 * started ahead ({@code WarmShim}), one box started in it ({@code BoxStart}), the box while it
 * lives ({@code LiveBox}).
 */
@NullMarked
package dev.hutch.launch;

import org.jspecify.annotations.NullMarked;
