/** Bad input and bad days: a clear message, exit 125, nothing left. */
@NullMarked
package dev.hutch.it.bad;

import org.jspecify.annotations.NullMarked;
