/** What can go wrong when a shared library is loaded by dlopen(3). */
@NullMarked
package dev.hutch.bindings.library;

import org.jspecify.annotations.NullMarked;
