/** The JDK's own processes as the model of those in a box. */
@NullMarked
package dev.hutch.model;

import org.jspecify.annotations.NullMarked;
