/** The public API of Hutch. */
@org.jspecify.annotations.NullMarked
package dev.hutch;
