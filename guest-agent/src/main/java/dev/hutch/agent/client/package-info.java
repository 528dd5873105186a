/**
 * Asking the agent of a running box for something, over the box's {@code agent.sock}: one
 * connection per operation.
 *
 * <p>All blocking calls are interruptible and friendly to virtual threads. A caller's thread never
 * touches a connection's socket (an interrupt there would close it): two virtual threads of each
 * connection do.
 */
@NullMarked
package dev.hutch.agent.client;

import org.jspecify.annotations.NullMarked;
