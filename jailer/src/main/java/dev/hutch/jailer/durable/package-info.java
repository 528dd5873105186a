/** Files that are whole or not there, whatever happens while they are written. */
@NullMarked
package dev.hutch.jailer.durable;

import org.jspecify.annotations.NullMarked;
