/** The verbs of the command, as a person at a terminal or a script meets them. */
@NullMarked
package dev.hutch.it.cli;

import org.jspecify.annotations.NullMarked;
