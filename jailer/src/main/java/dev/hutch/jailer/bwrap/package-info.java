/** The jail as data and as a bubblewrap command line. */
@NullMarked
package dev.hutch.jailer.bwrap;

import org.jspecify.annotations.NullMarked;
