package dev.hutch.it.cli;

import static dev.hutch.it.cli.Terminals.awaitOutput;
import static dev.hutch.it.cli.Terminals.trap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.it.Ended;
import dev.hutch.it.HutchCommand;
import dev.hutch.it.RunningHutch;
import dev.hutch.it.leak.LeakGuard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals to {@code hutch run} are its command's; whoever sends a second one means it. */
@ExtendWith(LeakGuard.class)
class SignalsIT {
  @ParameterizedTest(name = "SIG{0}")
  @ValueSource(strings = {"INT", "TERM", "HUP"})
  void reachTheCommandWhichDecides(String signal) {
    try (RunningHutch hutch =
        HutchCommand.running(trap(signal, "echo got " + signal + "; exit 5")).start()) {
      awaitOutput(hutch, "up");
      hutch.signal(signal);
      Ended ended = hutch.awaitEnd();
      assertThat(ended.exit()).as(ended::toString).isEqualTo(5);
      assertThat(ended.stdout()).isEqualTo("up\ngot " + signal + "\n");
    }
  }

  @ParameterizedTest(name = "SIG{0}")
  @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
  void endACommandThatDoesNotCare(String signal, int exit) {
    try (RunningHutch hutch = HutchCommand.running("sh", "-c", Terminals.LOOP).start()) {
      awaitOutput(hutch, "up");
      hutch.signal(signal);
      assertThat(hutch.awaitEnd().exit()).isEqualTo(exit);
    }
  }

  @Test
  void theSecondKillsACommandThatIgnoresTheFirst() {
    try (RunningHutch hutch = HutchCommand.running(trap("TERM", "echo ignored")).start()) {
      awaitOutput(hutch, "up");
      hutch.signal("TERM");
      awaitOutput(hutch, "ignored");
      hutch.signal("TERM");
      assertThat(hutch.awaitEnd().exit()).isEqualTo(137);
    }
  }

  @Test
  void theSecondDoesNotWaitForABoxThatIsFrozen() {
    try (RunningHutch hutch = HutchCommand.running("sh", "-c", Terminals.LOOP).start()) {
      awaitOutput(hutch, "up");
      List<ProcessHandle> tree = ProcessHandle.of(hutch.pid()).orElseThrow().descendants().toList();
      assertThat(tree).as("jail, shim and emulator").hasSizeGreaterThanOrEqualTo(4);
      tree.forEach(SignalsIT::freeze);
      sendTwo(hutch);
      assertThat(hutch.awaitEnd().exit()).isIn(130, 143);
    }
  }

  @Test
  void theSecondDoesNotWaitForAReaderThatHasStopped(@TempDir Path directory)
      throws IOException, InterruptedException {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    try (FileChannel reader =
            FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE);
        RunningHutch hutch =
            HutchCommand.running("sh", "-c", "trap '' INT TERM; echo up >&2; exec yes")
                .under("sh", "-c", "exec \"$@\" >" + pipe, "sh")
                .start()) {
      assertThat(reader.isOpen()).as("somebody who never reads").isTrue();
      Terminals.awaitMessage(hutch, "up");
      sendTwo(hutch);
      assertThat(hutch.awaitEnd().exit()).isIn(130, 143);
    }
  }

  @Test
  void aTerminalsInterruptIsTheCommandsAndNotTheBoxs() {
    String words = "run -- sh -c 'trap \"echo got it; exit 5\" INT; " + Terminals.LOOP + "'";
    CompletableFuture<String> typed = new CompletableFuture<>();
    CompletableFuture<String> ended = new CompletableFuture<>();
    try (RunningHutch hutch =
        HutchCommand.of(words)
            .under("sh", "-c", "exec script -qec \"exec $*\" /dev/null", "sh")
            .stdin(
                stream -> {
                  stream.write(typed.join().getBytes(StandardCharsets.US_ASCII));
                  stream.flush();
                  ended.join();
                })
            .start()) {
      awaitOutput(hutch, "up");
      typed.complete("\u0003");
      Ended end = hutch.awaitEnd();
      assertThat(end.stdout()).as(end::toString).contains("got it");
      assertThat(end.exit()).isEqualTo(5);
    } finally {
      ended.complete("");
    }
  }

  /** Two of one kind could become one on their way. */
  private static void sendTwo(RunningHutch hutch) {
    hutch.signal("INT");
    hutch.signal("TERM");
  }

  private static void freeze(ProcessHandle process) {
    try {
      assertThat(
              new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start().waitFor())
          .isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
