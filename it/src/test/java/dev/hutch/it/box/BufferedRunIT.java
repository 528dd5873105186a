package dev.hutch.it.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.Box;
import dev.hutch.Command;
import dev.hutch.CommandNotStartedException;
import dev.hutch.ExecResult;
import dev.hutch.HutchException;
import dev.hutch.MemorySize;
import dev.hutch.it.leak.LeakGuard;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A buffered command: its output is bounded, its time is bounded, its result says all. */
@ExtendWith({LeakGuard.class, OneBox.class})
class BufferedRunIT {
  @Test
  void outputBeyondTheLimitIsDroppedAndTheResultSaysSo(Box box) {
    Command command =
        Command.of("sh", "-c", "head -c 3000000 /dev/zero; echo done >&2")
            .outputLimit(new MemorySize(1000));
    ExecResult result = box.run(command);
    assertThat(result.ok()).isTrue();
    assertThat(result.stdout().size()).isEqualTo(1000);
    assertThat(result.stdout().truncated()).isTrue();
    assertThat(result.stderr().text()).isEqualTo("done\n");
    assertThat(result.stderr().truncated()).isFalse();
  }

  @Test
  void outputOfExactlyTheLimitIsWhole(Box box) {
    Command command =
        Command.of("head", "-c", "1000", "/dev/zero").outputLimit(new MemorySize(1000));
    assertThat(box.run(command).stdout().truncated()).isFalse();
  }

  @Test
  void aCommandWhoseTimeIsOverIsKilledInTheGuest(Box box) {
    Command command =
        Command.of("sh", "-c", "echo $$; trap '' TERM; while :; do sleep 1; done")
            .timeout(Duration.ofSeconds(1))
            .grace(Duration.ofSeconds(1));
    ExecResult result = box.run(command);
    assertThat(result.timedOut()).isTrue();
    assertThat(result.signal()).isEqualTo(9);
    assertThat(result.exit()).isEqualTo(137);
    assertThat(GuestProcesses.has(box, Long.parseLong(result.stdout().text().strip()))).isFalse();
  }

  @Test
  void anInterruptKillsTheCommandInTheGuest(Box box) {
    FutureTask<ExecResult> running =
        new FutureTask<>(() -> box.run("sh", "-c", "echo $$ > /tmp/pid; sleep 1000"));
    Thread caller = Thread.ofVirtual().start(running);
    long pid = GuestProcesses.awaitPidIn(box, "/tmp/pid");
    caller.interrupt();
    assertThatThrownBy(() -> running.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(HutchException.class)
        .hasMessageContaining("interrupted");
    GuestProcesses.awaitEnd(box, pid);
  }

  @Test
  void standardInputArrivesWhole(Box box) {
    byte[] random = new byte[3_000_000];
    new Random(3).nextBytes(random);
    assertThat(box.run(Command.of("cat").stdin(random)).stdout().bytes()).isEqualTo(random);
  }

  @Test
  void aFailedCommandThrowsTheEndOfItsStandardErrorWhenAsked(Box box) {
    ExecResult result = box.run("sh", "-c", "echo because >&2; exit 4");
    assertThatThrownBy(result::orThrow)
        .isInstanceOf(HutchException.class)
        .hasMessageContainingAll("exited with 4", "because");
  }

  @Test
  void aMissingProgramIsToldFromOneThatCannotBeExecuted(Box box) {
    assertThatThrownBy(() -> box.run("no-such-program"))
        .isInstanceOfSatisfying(
            CommandNotStartedException.class, e -> assertThat(e.programMissing()).isTrue())
        .hasMessageContaining("no-such-program");
    assertThatThrownBy(() -> box.run("/etc/passwd"))
        .isInstanceOfSatisfying(
            CommandNotStartedException.class, e -> assertThat(e.programMissing()).isFalse());
  }

  @Test
  void anotherCommandRunsInTheSameBoxAfterAllThat(Box box) {
    box.run("sh", "-c", "echo kept > /root/file").orThrow();
    assertThat(box.run("cat", "/root/file").stdout().text()).isEqualTo("kept\n");
  }
}
