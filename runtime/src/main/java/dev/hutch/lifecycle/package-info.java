/**
 * Looks after boxes that are there, whoever started them: what they are doing, stopping, removing,
 * pruning, and telling what happened to them.
 */
@NullMarked
package dev.hutch.lifecycle;

import org.jspecify.annotations.NullMarked;
