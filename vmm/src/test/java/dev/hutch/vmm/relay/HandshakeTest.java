package dev.hutch.vmm.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.Protocol;
import dev.hutch.vmm.control.ControlMessage;
import dev.hutch.vmm.control.Phases;
import dev.hutch.vmm.journal.JournalEvent;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HandshakeTest {
  @Test
  void answersTheGreetingAndTellsTheOwnerWhatTheGuestSaidOfItsStart() {
    try (Stage stage = new Stage()) {
      stage.agent.send(Stage.hello(Protocol.VERSION));
      stage.pump();

      assertThat(stage.agent.received())
          .singleElement()
          .satisfies(frame -> assertThat(frame.type()).isEqualTo(FrameType.WELCOME));
      assertThat(stage.toldOwner())
          .singleElement()
          .isInstanceOfSatisfying(
              ControlMessage.Hello.class,
              hello -> {
                assertThat(hello.guest().kernelRelease()).isEqualTo("6.12");
                assertThat(hello.guest().helloNanos()).isEqualTo(4);
              });
      assertThat(stage.end()).isNull();
    }
  }

  @Test
  void givesEachGuestRandomBytesOfItsOwn() {
    try (Stage one = new Stage();
        Stage another = new Stage()) {
      assertThat(entropy(one)).hasSize(32).isNotEqualTo(entropy(another));
    }
  }

  private static byte[] entropy(Stage stage) {
    stage.agent.send(Stage.hello(Protocol.VERSION));
    stage.pump();
    byte[] welcome = stage.agent.received().getFirst().payload();
    return Arrays.copyOfRange(welcome, welcome.length - welcome[20], welcome.length);
  }

  @Test
  void writesDownThatTheMachineRunsOnceTheAgentHasGreeted() {
    try (Stage stage = new Stage()) {
      stage.pump();
      assertThat(stage.journal()).isEmpty();
      stage.agent.send(Stage.hello(Protocol.VERSION));
      stage.pump();
      assertThat(stage.journal())
          .singleElement()
          .satisfies(line -> assertThat(line.event()).isEqualTo(JournalEvent.RUNNING));
    }
  }

  @Test
  void failsAGuestThatNeverGreetsAndShowsWhatItPrintedLast() {
    try (Stage stage = new Stage(false, Duration.ofMillis(100))) {
      stage.print("Kernel panic - not syncing\n");
      stage.pump();
      stage.await(Duration.ofMillis(150));
      stage.pump();

      assertThat(stage.end())
          .isEqualTo(
              RelayEnd.failed(
                  Phases.HELLO,
                  "the guest's agent did not greet within 100 ms; its console ends with:\n"
                      + "Kernel panic - not syncing"));
    }
  }

  @Test
  void failsAGuestThatEndsBeforeItGreets() {
    try (Stage stage = new Stage()) {
      stage.agentLeaves();
      stage.pump();

      assertThat(stage.end())
          .isEqualTo(
              RelayEnd.failed(
                  Phases.HELLO,
                  "the guest ended before its agent greeted; it printed nothing on its console"));
    }
  }

  @Test
  void failsAnAgentOfAnotherVersionAndNamesBoth() {
    try (Stage stage = new Stage()) {
      stage.agent.send(Stage.hello(9));
      stage.pump();

      RelayEnd end = stage.ended();
      assertThat(end.message()).contains("the agent speaks versions 9 to 9, this host 1");
    }
  }

  @Test
  void keepsClientsWaitingUntilTheGreeting() {
    try (Stage stage = new Stage()) {
      Peer client = stage.connect();
      client.send(Stage.openFrame());
      stage.pump();
      assertThat(stage.agent.received()).isEmpty();

      stage.agent.send(Stage.hello(Protocol.VERSION));
      stage.pump();
      assertThat(stage.agent.received())
          .extracting(Seen::type)
          .containsExactly(FrameType.WELCOME, FrameType.OPEN);
      assertThat(client.isClosed()).isFalse();
    }
  }
}
