/** What there is of all boxes of this host, found in one look and whatever their homes say. */
@NullMarked
package dev.hutch.jailer.host;

import org.jspecify.annotations.NullMarked;
