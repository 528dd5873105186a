/** What all parts of the jailer share: the box id and the exceptions. */
@NullMarked
package dev.hutch.jailer;

import org.jspecify.annotations.NullMarked;
