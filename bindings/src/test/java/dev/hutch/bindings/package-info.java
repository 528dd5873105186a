/** What the tests of several packages use. */
@NullMarked
package dev.hutch.bindings;

import org.jspecify.annotations.NullMarked;
