package dev.hutch.it.box;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.Box;
import dev.hutch.BoxProcess;
import dev.hutch.Command;
import dev.hutch.it.leak.LeakGuard;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A streamed command is a process: it is talked to, signalled, waited for, and ended. */
@ExtendWith({LeakGuard.class, OneBox.class})
class StreamedExecIT {
  private static final int SIGUSR1 = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void aSignalReachesTheCommand(Box box) throws Exception {
    Command command =
        Command.of(
            "sh", "-c", "trap 'echo got; exit 5' USR1; echo ready; while :; do sleep 1; done");
    try (BoxProcess process = box.exec(command);
        BufferedReader output = process.inputReader()) {
      assertThat(output.readLine()).isEqualTo("ready");
      process.signal(SIGUSR1);
      assertThat(output.readLine()).isEqualTo("got");
      assertThat(process.waitFor(PATIENCE)).isTrue();
      assertThat(process.exitValue()).isEqualTo(5);
    }
  }

  @Test
  void destroyEndsItAndItsChildren(Box box) throws Exception {
    Command command = Command.of("sh", "-c", "sleep 1000 & echo $!; wait");
    try (BoxProcess process = box.exec(command);
        BufferedReader output = process.inputReader()) {
      long child = Long.parseLong(output.readLine());
      process.destroy();
      assertThat(process.waitFor(PATIENCE)).isTrue();
      assertThat(process.exitValue()).isEqualTo(143);
      GuestProcesses.awaitEnd(box, child);
    }
  }

  @Test
  void closingItKillsTheCommandInTheGuest(Box box) {
    long pid;
    try (BoxProcess process = box.exec(Command.of("sleep", "1000"))) {
      pid = process.pid();
      assertThat(GuestProcesses.has(box, pid)).isTrue();
    }
    GuestProcesses.awaitEnd(box, pid);
  }

  @Test
  void aConversationGoesBothWaysWhileOtherCommandsRun(Box box) throws IOException {
    try (BoxProcess cat = box.exec(Command.of("cat"));
        OutputStream input = cat.getOutputStream();
        BufferedReader output = cat.inputReader()) {
      for (int i = 0; i < 20; i++) {
        input.write(("line " + i + "\n").getBytes(UTF_8));
        input.flush();
        assertThat(output.readLine()).isEqualTo("line " + i);
        assertThat(box.run("echo", "other " + i).stdout().text()).isEqualTo("other " + i + "\n");
      }
    }
  }

  @Test
  void closingItsInputIsEndOfFileForTheCommand(Box box) throws Exception {
    try (BoxProcess wc = box.exec(Command.of("wc", "-c"))) {
      try (OutputStream input = wc.getOutputStream()) {
        input.write(new byte[1234]);
      }
      assertThat(wc.waitFor(PATIENCE)).isTrue();
      assertThat(new String(wc.getInputStream().readAllBytes(), UTF_8).strip()).isEqualTo("1234");
    }
  }

  @Test
  void aReaderThatStopsStopsOnlyItsOwnCommand(Box box) {
    try (BoxProcess flood = box.exec(Command.of("cat", "/dev/zero"))) {
      assertThat(box.run("echo", "alive").stdout().text()).isEqualTo("alive\n");
      assertThat(flood.isAlive()).isTrue();
    }
  }
}
