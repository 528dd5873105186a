/**
 * The frames spoken between client, relay and guest agent ({@code docs/protocol.md}).
 *
 * <p>This package is on the start path of the shim: plain static methods over byte arrays, nothing
 * that links lambdas, enumerations, formatters or loggers.
 */
@NullMarked
package dev.hutch.agent.protocol;

import org.jspecify.annotations.NullMarked;
