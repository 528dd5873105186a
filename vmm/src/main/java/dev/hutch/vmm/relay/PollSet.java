package dev.hutch.vmm.relay;

import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.Poll;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which descriptors a relay waits for, and for what. The set is laid out anew only when a client
 * comes or goes; between two waits only events that have changed are written.
 */
final class PollSet {
  private final Poll poll = new Poll();
  private boolean stale = true;
  private int owner;
  private int listener;
  private int link;
  private int console;
  private int machine;
  private int clock;

  /** A descriptor was added or taken away. */
  void changed() {
    stale = true;
  }

  /**
   * Waits.
   *
   * @param timeoutMillis at most this long; negative for ever
   */
  void await(RelayPlan plan, RelayState state, List<Client> clients, long timeoutMillis) {
    if (stale) {
      layOut(plan, state, clients);
      stale = false;
    }
    if (link >= 0) {
      poll.setEvents(link, state.link().hasOutput() ? Poll.IN | Poll.OUT : Poll.IN);
    }
    boolean reading = state.isServing();
    for (int i = 0; i < clients.size(); i++) {
      Client client = clients.get(i);
      int events =
          (reading && client.isReading() ? Poll.IN : 0) | (client.hasOutput() ? Poll.OUT : 0);
      if (events != client.events) {
        client.events = events;
        poll.setEvents(client.slot, events);
      }
    }
    poll.poll(timeoutMillis);
  }

  private void layOut(RelayPlan plan, RelayState state, List<Client> clients) {
    poll.clear();
    owner = plan.owner().isGone() ? -1 : poll.add(plan.owner().socket(), Poll.IN);
    listener = state.isAccepting() ? poll.add(plan.listener(), Poll.IN) : -1;
    link = state.link().isEnded() ? -1 : poll.add(plan.agentPort(), Poll.IN);
    console = state.console().isEnded() ? -1 : poll.add(plan.consoleReader(), Poll.IN);
    machine = add(plan.machine());
    clock = poll.add(plan.clock().wake(), Poll.IN);
    for (int i = 0; i < clients.size(); i++) {
      Client client = clients.get(i);
      client.slot = poll.add(client.socket(), client.events);
    }
  }

  private int add(@Nullable Fd fd) {
    return fd == null ? -1 : poll.add(fd, Poll.IN);
  }

  boolean ownerReady() {
    return found(owner) != 0;
  }

  boolean listenerReady() {
    return found(listener) != 0;
  }

  boolean linkReady() {
    return found(link) != 0;
  }

  boolean consoleReady() {
    return found(console) != 0;
  }

  boolean machineReady() {
    return found(machine) != 0;
  }

  boolean clockReady() {
    return found(clock) != 0;
  }

  /** Whether the client's peer has closed its socket for good. */
  boolean hungUp(Client client) {
    return (found(client.slot) & (Poll.HUP | Poll.ERR)) != 0;
  }

  /** Whether there may be something to read; who has just connected asks at once, most often. */
  boolean readable(Client client) {
    return client.slot < 0 || (found(client.slot) & Poll.IN) != 0;
  }

  private int found(int index) {
    return index < 0 ? 0 : poll.revents(index);
  }
}
