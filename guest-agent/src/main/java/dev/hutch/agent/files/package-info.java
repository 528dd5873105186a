/**
 * The requests and answers of the agent's built-in program {@code files}: file operations in a box.
 * Only the bytes; who sends them is somebody else's affair. {@code docs/protocol.md} describes
 * them.
 *
 * <p>Paths and names are bytes, as in Linux, without NUL and in no particular encoding.
 */
@NullMarked
package dev.hutch.agent.files;

import org.jspecify.annotations.NullMarked;
