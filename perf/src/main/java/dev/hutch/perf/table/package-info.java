/** Tables of text for people. */
@NullMarked
package dev.hutch.perf.table;

import org.jspecify.annotations.NullMarked;
