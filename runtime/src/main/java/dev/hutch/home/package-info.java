/** The home directory: where boxes and caches are, and who may read them. */
@NullMarked
package dev.hutch.home;

import org.jspecify.annotations.NullMarked;
