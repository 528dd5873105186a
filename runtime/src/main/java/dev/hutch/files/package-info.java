/**
 * The files of a box as a {@code java.nio.file} file system, by sessions of the agent's program
 * {@code files}.
 *
 * <p>Nothing here is exported: users hold {@link java.nio.file.FileSystem} and {@link
 * java.nio.file.Path}. What differs from the default provider is said in docs/files.md.
 */
@NullMarked
package dev.hutch.files;

import org.jspecify.annotations.NullMarked;
