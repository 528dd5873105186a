/** Archives and trees of files, for the tests of every module. */
@NullMarked
package dev.hutch.agent.archive;

import org.jspecify.annotations.NullMarked;
