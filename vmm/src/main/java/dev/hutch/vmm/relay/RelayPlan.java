package dev.hutch.vmm.relay;

import dev.hutch.bindings.posix.Fd;
import dev.hutch.vmm.journal.JournalWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a relay stands between. It borrows every descriptor but the listener's connections, and
 * makes all but the log non-blocking.
 *
 * @param listener the listening socket at {@code agent.sock}
 * @param agentPort the host's end of the agent's port
 * @param consoleReader reading end of the console pipe
 * @param consoleLog the log, open for appending
 * @param machine a descriptor that becomes readable when the machine has ended (a pidfd); null if
 *     the machine ends with this process
 * @param clock the host's
 * @param owner the control socket
 * @param journal where it is written down that the machine runs
 * @param detached whether the end of the control socket leaves the machine running
 * @param hostName the guest's host name
 * @param helloTimeout how long the agent may take to greet, from the start of the relay
 * @param resetTimeout how long the agent may owe the answer to a RESET where no channel is free
 */
public record RelayPlan(
    Fd listener,
    Fd agentPort,
    Fd consoleReader,
    Fd consoleLog,
    @Nullable Fd machine,
    HostClock clock,
    Owner owner,
    JournalWriter journal,
    boolean detached,
    String hostName,
    Duration helloTimeout,
    Duration resetTimeout) {
  /** What a resetTimeout is outside of tests; see the page on the protocol. */
  public static final Duration RESET_TIMEOUT = Duration.ofSeconds(30);
}
