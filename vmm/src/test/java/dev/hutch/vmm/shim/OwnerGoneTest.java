package dev.hutch.vmm.shim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.agent.protocol.FrameType;
import dev.hutch.bindings.posix.ExitStatus;
import dev.hutch.bindings.posix.Signal;
import dev.hutch.vmm.control.Phases;
import dev.hutch.vmm.journal.JournalEvent;
import dev.hutch.vmm.journal.JournalLine;
import dev.hutch.vmm.relay.Peer;
import dev.hutch.vmm.relay.Seen;
import dev.hutch.vmm.relay.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real shim whose owner goes, at each point of a start at which it can be made to stop. */
class OwnerGoneTest {
  private static final ExitStatus ENDED = new ExitStatus(ExitStatus.Kind.EXITED, 0);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MANY = 300;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"main", "linked", "configured", "prepared", "started", "hello"})
  void leavesADetachedMachineRunningThatHasItsConfiguration(String point) throws IOException {
    try (GuestStandIn guest = new GuestStandIn(directory);
        ShimProcess shim = new ShimProcess("--stop-at", point, "box-1")) {
      guest.configure(shim, true);
      leaveAt(point, shim, guest);
      if (!point.equals(Phases.HELLO)) {
        guest.greet();
      }
      serves(guest, 1);
      assertThat(guest.journal())
          .extracting(JournalLine::event)
          .containsExactly(JournalEvent.RUNNING);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"main", "linked", "configured", "prepared", "started", "hello"})
  void endsAMachineThatIsNotDetached(String point) throws IOException {
    try (GuestStandIn guest = new GuestStandIn(directory);
        ShimProcess shim = new ShimProcess("--stop-at", point, "box-1")) {
      guest.configure(shim, false);
      leaveAt(point, shim, guest);
      assertThat(shim.exit()).isEqualTo(ENDED);
      assertThat(guest.journal())
          .last()
          .satisfies(
              line -> {
                assertThat(line.event()).isEqualTo(JournalEvent.ENDED);
                assertThat(line.message()).isEqualTo("its owner has gone");
              });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"main", "linked"})
  void endsAShimWithoutAConfiguration(String point) {
    try (ShimProcess shim = new ShimProcess("--stop-at", point, "box-1")) {
      shim.until(point);
      shim.awaitStopped();
      shim.leave();
      shim.signal(Signal.SIGCONT);
      assertThat(shim.exit()).isEqualTo(ENDED);
    }
  }

  @Test
  void endsAShimWithoutAConfigurationThatWasNeverHeard() {
    try (ShimProcess shim = new ShimProcess("box-1")) {
      shim.awaitUnreadWarm();
      shim.leave();
      assertThat(shim.exit()).isEqualTo(ENDED);
    }
  }

  @Test
  void leavesADetachedMachineRunningThatWasNeverHeard() throws IOException {
    try (GuestStandIn guest = new GuestStandIn(directory);
        ShimProcess shim = new ShimProcess("box-1")) {
      shim.awaitUnreadWarm();
      shim.signal(Signal.SIGSTOP);
      shim.awaitStopped();
      guest.configure(shim, true);
      shim.leave();
      shim.signal(Signal.SIGCONT);
      guest.greet();
      serves(guest, 1);
    }
  }

  @Test
  void doesNotKeepADetachedMachineFromServingAnyNumberOfClients() throws IOException {
    try (GuestStandIn guest = new GuestStandIn(directory);
        ShimProcess shim = new ShimProcess("box-1")) {
      guest.configure(shim, true);
      guest.greet();
      shim.until(Phases.HELLO);
      shim.leave();
      serves(guest, MANY);
    }
  }

  /** The owner goes while the shim is stopped at that point, having read nothing of the last. */
  private static void leaveAt(String point, ShimProcess shim, GuestStandIn guest) {
    if (point.equals(Phases.HELLO)) {
      guest.greet();
    }
    shim.awaitStopped();
    shim.leave();
    shim.signal(Signal.SIGCONT);
  }

  static void serves(GuestStandIn guest, int clients) {
    for (int i = 1; i <= clients; i++) {
      try (Peer client = guest.connect()) {
        client.send(Stage.openFrame());
        int channel = opened(guest);
        guest.agent.send(Stage.opened(channel), Stage.exit(channel));
        awaitExit(client);
      }
    }
  }

  private static int opened(GuestStandIn guest) {
    while (true) {
      for (Seen frame : guest.agent.await(PATIENCE)) {
        if (frame.type() == FrameType.OPEN) {
          return frame.channel();
        }
      }
    }
  }

  private static void awaitExit(Peer client) {
    boolean exited = false;
    while (!exited) {
      exited = client.await(PATIENCE).stream().anyMatch(frame -> frame.type() == FrameType.EXIT);
    }
  }
}
