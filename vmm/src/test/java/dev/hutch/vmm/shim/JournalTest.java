package dev.hutch.vmm.shim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.bindings.posix.ExitStatus;
import dev.hutch.vmm.control.ControlMessage;
import dev.hutch.vmm.control.Phases;
import dev.hutch.vmm.journal.JournalEvent;
import dev.hutch.vmm.journal.JournalLine;
import dev.hutch.vmm.relay.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real shim writes down of its machine, whoever is there to hear it. */
class JournalTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path directory;

  @Test
  void tellsThatTheMachineRunsBeforeTheOwnerIsToldAndThenThatItHasEnded() throws IOException {
    try (GuestStandIn guest = new GuestStandIn(directory);
        ShimProcess shim = new ShimProcess("box-1")) {
      guest.configure(shim, false, LONG, "echo last words");
      guest.greet();
      shim.until(Phases.HELLO);
      assertThat(guest.journal())
          .extracting(JournalLine::event)
          .containsExactly(JournalEvent.RUNNING);

      guest.agentLeaves();
      assertThat(shim.exit()).isEqualTo(new ExitStatus(ExitStatus.Kind.EXITED, 0));
      ended(guest, JournalEvent.ENDED, "the machine has ended; its console ends with:\nlast words");
      assertThat(guest.consoleLog()).content().isEqualTo("last words\n");
    }
  }

  @Test
  void tellsOfAMachineThatFailsWhileItRuns() throws IOException {
    try (GuestStandIn guest = new GuestStandIn(directory);
        ShimProcess shim = new ShimProcess("box-1")) {
      guest.configure(shim, true, LONG, "echo last words; exit 3");
      guest.greet();
      shim.until(Phases.HELLO);
      shim.leave();
      guest.agentLeaves();
      shim.exit();
      ended(
          guest,
          JournalEvent.FAILED,
          "QEMU ended with code 3; the machine has ended; its console ends with:\nlast words");
    }
  }

  @Test
  void tellsThatTheGuestBrokeTheProtocolThoughTheOwnerHasGone() throws IOException {
    try (GuestStandIn guest = new GuestStandIn(directory);
        ShimProcess shim = new ShimProcess("box-1")) {
      guest.configure(shim, true);
      guest.greet();
      shim.until(Phases.HELLO);
      shim.leave();
      guest.agent.send(Stage.hello(1));
      shim.exit();
      ended(guest, JournalEvent.FAILED, "the guest broke the agent protocol");
    }
  }

  @Test
  void tellsThatTheOwnerHasGone() throws IOException {
    try (GuestStandIn guest = new GuestStandIn(directory);
        ShimProcess shim = new ShimProcess("box-1")) {
      guest.configure(shim, false);
      guest.greet();
      shim.until(Phases.HELLO);
      shim.leave();
      shim.exit();
      ended(guest, JournalEvent.ENDED, "its owner has gone");
    }
  }

  @Test
  void tellsWhatTheOwnerIsToldOfAMachineThatDoesNotComeUp() throws IOException {
    try (GuestStandIn guest = new GuestStandIn(directory);
        ShimProcess shim = new ShimProcess("box-1")) {
      guest.configure(shim, false, Duration.ofMillis(100), "");
      failed(shim, guest, Phases.HELLO, "did not greet within 100 ms");
    }
  }

  @Test
  void tellsWhatTheOwnerIsToldOfAConfigurationThatCannotBe() throws IOException {
    try (GuestStandIn guest = new GuestStandIn(directory);
        ShimProcess shim = new ShimProcess("box-10")) {
      guest.configure(shim, false);
      failed(shim, guest, Phases.CONFIGURED, "'box-1' is not this shim's");
    }
  }

  private static void ended(GuestStandIn guest, JournalEvent event, String message)
      throws IOException {
    List<JournalLine> lines = guest.journal();
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst().event()).isEqualTo(JournalEvent.RUNNING);
    assertThat(lines.getLast().event()).isEqualTo(event);
    assertThat(lines.getLast().phase()).isEqualTo(Phases.RUNNING);
    assertThat(lines.getLast().message()).startsWith(message);
  }

  private static void failed(ShimProcess shim, GuestStandIn guest, String phase, String message)
      throws IOException {
    List<ControlMessage> told = shim.untilEnd();
    assertThat(guest.journal())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.event()).isEqualTo(JournalEvent.FAILED);
              assertThat(line.phase()).isEqualTo(phase);
              assertThat(line.message()).contains(message);
              assertThat(told.getLast())
                  .isEqualTo(new ControlMessage.Failed(phase, line.message()));
            });
  }
}
