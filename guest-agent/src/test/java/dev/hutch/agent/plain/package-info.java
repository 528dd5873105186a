/** A relay for honest parties, for the tests of every module. */
@NullMarked
package dev.hutch.agent.plain;

import org.jspecify.annotations.NullMarked;
