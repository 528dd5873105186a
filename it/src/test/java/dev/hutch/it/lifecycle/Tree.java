package dev.hutch.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hutch.it.leak.BoxLook;
import dev.hutch.it.leak.Proc;
import dev.hutch.it.service.Signals;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** All processes of one box at one moment, by pid and start time: what must be gone later. */
final class Tree {
  private final Map<Proc, Long> started = new HashMap<>();

  private Tree(Set<Proc> processes) {
    processes.forEach(process -> started.put(process, process.startTicks()));
  }

  /** The tree of a box that runs: outer bubblewrap, inner one, shim, emulator. */
  static Tree of(String id) {
    Tree tree = new Tree(BoxLook.at(id).wholeTree());
    assertThat(tree.started.keySet())
        .as("outer bwrap, inner bwrap, shim and QEMU of " + id)
        .hasSizeGreaterThanOrEqualTo(4);
    return tree;
  }

  /** Sends a signal to each. */
  void signal(String name) {
    started.keySet().forEach(process -> Signals.send(name, process.pid()));
  }

  /** Those that live. */
  Set<Proc> alive() {
    return started.keySet().stream()
        .filter(Proc::isAlive)
        .filter(process -> started.getOrDefault(process, -1L) == process.startTicks())
        .collect(Collectors.toSet());
  }

  /** Asserts that none lives, now. */
  void assertGone() {
    assertThat(alive())
        .as("processes of the box that live on")
        .extracting(process -> process.pid() + " " + process.name() + " " + process.arguments())
        .isEmpty();
  }

  /** Asserts that none lives after this time, looking often. */
  void assertGoneWithin(Duration time) {
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .atMost(time)
        .untilAsserted(this::assertGone);
  }
}
