/** What a test may leave behind: nothing. Looks for it, and never cleans up. */
@NullMarked
package dev.hutch.it.leak;

import org.jspecify.annotations.NullMarked;
