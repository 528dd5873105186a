/** Inputs that fuzzing found, for the tests of every module. */
@NullMarked
package dev.hutch.agent.corpus;

import org.jspecify.annotations.NullMarked;
