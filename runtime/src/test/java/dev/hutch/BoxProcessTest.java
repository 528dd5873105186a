package dev.hutch;

import static dev.hutch.Tasks.inBackground;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A command in a box as a process of the JDK, on the real agent. */
@Timeout(60)
class BoxProcessTest extends WithPlainAgent {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void aTerminalIsToldItsNewSize() throws Exception {
    Command command =
        Command.shell("trap 'stty size; exit 3' WINCH; echo ready; while :; do sleep 0.05; done")
            .tty(new TerminalSize(80, 24));
    try (BoxProcess process = box.exec(command);
        BufferedReader output = process.inputReader()) {
      assertThat(output.readLine()).isEqualTo("ready");
      process.resize(101, 33);
      assertThat(output.readLine()).isEqualTo("33 101");
      assertThat(process.waitFor(PATIENCE)).isTrue();
      assertThat(process.exitValue()).isEqualTo(3);
      process.resize(1, 1);
    }
  }

  @Test
  void withoutATerminalThereIsNothingToResize() {
    try (BoxProcess process = box.exec(Command.of("cat"))) {
      assertThatThrownBy(() -> process.resize(80, 24)).isInstanceOf(IllegalStateException.class);
      assertThat(process.isAlive()).isTrue();
    }
  }

  @Test
  void itsDetailsAreThoseOfTheCommand() throws Exception {
    Instant before = Instant.now();
    try (BoxProcess process =
        box.exec(Command.shell("i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done").user("0"))) {
      assertThat(process.info().totalCpuDuration()).isEmpty();
      assertThat(process.waitFor(PATIENCE)).isTrue();
      ProcessHandle.Info info = process.info();
      assertThat(info.command()).contains("sh");
      assertThat(info.arguments().orElseThrow()).startsWith("-c").hasSize(2);
      assertThat(info.user()).contains("0");
      assertThat(info.startInstant().orElseThrow()).isBetween(before, Instant.now());
      assertThat(info.totalCpuDuration().orElseThrow()).isPositive();
    }
  }

  @Test
  void theDeathOfTheBoxEndsEveryWaitingCall() throws Exception {
    try (BoxProcess process = box.exec(Command.of("sleep", "1000"))) {
      List<FutureTask<?>> streams = new ArrayList<>();
      streams.add(inBackground(() -> process.getInputStream().read()));
      streams.add(inBackground(() -> process.getErrorStream().read()));
      streams.add(inBackground(() -> write(process)));
      List<FutureTask<?>> ends = new ArrayList<>();
      ends.add(inBackground(process::waitFor));
      ends.add(inBackground(() -> process.waitFor(PATIENCE)));
      ends.add(inBackground(() -> process.onExit().get()));
      agent.die();
      long died = System.nanoTime();
      for (FutureTask<?> stream : streams) {
        assertThatThrownBy(() -> stream.get(5, TimeUnit.SECONDS))
            .hasCauseInstanceOf(IOException.class);
      }
      for (FutureTask<?> end : ends) {
        assertThatThrownBy(() -> end.get(5, TimeUnit.SECONDS))
            .isInstanceOf(ExecutionException.class)
            .hasStackTraceContaining("BoxGoneException");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - died)).isLessThan(Duration.ofSeconds(1));
      assertThat(process.isAlive()).isFalse();
      assertThatThrownBy(process::exitValue).isInstanceOf(BoxGoneException.class);
    }
  }

  @Test
  void closingItEndsEveryWaitingCall() {
    BoxProcess process = box.exec(Command.of("sleep", "1000"));
    FutureTask<?> reading = inBackground(() -> process.getInputStream().read());
    FutureTask<?> waiting = inBackground(process::waitFor);
    process.close();
    assertThatThrownBy(() -> reading.get(2, TimeUnit.SECONDS))
        .hasCauseInstanceOf(IOException.class);
    assertThatThrownBy(() -> waiting.get(2, TimeUnit.SECONDS))
        .hasCauseInstanceOf(HutchException.class);
  }

  @Test
  void anInterruptEndsAWaitAndNotTheCommand() throws Exception {
    try (BoxProcess process = box.exec(Command.of("sleep", "1000"))) {
      FutureTask<Integer> waiting = new FutureTask<>(process::waitFor);
      Thread waiter = Thread.ofVirtual().start(waiting);
      waiter.interrupt();
      assertThatThrownBy(() -> waiting.get(2, TimeUnit.SECONDS))
          .hasCauseInstanceOf(InterruptedException.class);
      assertThat(process.isAlive()).isTrue();
    }
  }

  /** As the JDK's own: there is nothing to interrupt. */
  @Test
  void askedForNoTimeItDoesNotWait() throws Exception {
    try (BoxProcess process = box.exec(Command.of("sleep", "1000"))) {
      Thread.currentThread().interrupt();
      assertThat(process.waitFor(0, TimeUnit.SECONDS)).isFalse();
      assertThat(process.waitFor(Duration.ofSeconds(-1))).isFalse();
      assertThat(Thread.interrupted()).isTrue();
      process.destroy();
      assertThat(process.waitFor(PATIENCE)).isTrue();
      assertThat(process.waitFor(Duration.ZERO)).isTrue();
    }
  }

  /** As the JDK's own: a killed process has ended, also where nobody has read what it wrote. */
  @Test
  void killedItEndsThoughNobodyReadsIt() throws Exception {
    String flood = "while :; do echo some more of what nobody reads; done";
    try (BoxProcess process = box.exec(Command.shell(flood + " | tee /dev/stderr"))) {
      await("its outputs are full").until(() -> process.getErrorStream().available() > 250_000);
      assertThat(process.waitFor(Duration.ofMillis(100))).isFalse();
      process.destroyForcibly();
      assertThat(process.waitFor(PATIENCE)).isTrue();
      assertThat(process.exitValue()).isEqualTo(137);
      assertThat(process.getInputStream().readAllBytes())
          .asString(StandardCharsets.US_ASCII)
          .startsWith("some more of")
          .hasSizeBetween(200_000, 262_144);
    }
  }

  private static int write(BoxProcess process) throws IOException {
    process.getOutputStream().write(new byte[1 << 20]);
    return 0;
  }
}
