/** What is left when an owner ends, however it ends. */
@NullMarked
package dev.hutch.it.death;

import org.jspecify.annotations.NullMarked;
