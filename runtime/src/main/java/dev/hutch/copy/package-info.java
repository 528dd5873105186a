/** Trees of files as tar archives, on their way between host and box: the host's side. */
@NullMarked
package dev.hutch.copy;

import org.jspecify.annotations.NullMarked;
