/**
 * A Java service under test: a process of its own that owns boxes, and can be killed. Needs none of
 * the libraries for tests, since {@code it/run} has only the product's.
 */
@NullMarked
package dev.hutch.it.service;

import org.jspecify.annotations.NullMarked;
