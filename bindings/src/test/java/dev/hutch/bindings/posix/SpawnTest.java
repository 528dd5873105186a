package dev.hutch.bindings.posix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.bindings.ffm.NativeFunction;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

// In a thread of its own: native calls do not react to the interrupt of a time-out.
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class SpawnTest {
  private static final String SHELL = "/bin/sh";

  @Test
  void reportsTheExitCode() {
    try (Child child = Spawn.of(SHELL).args(List.of("-c", "exit 7")).start()) {
      assertThat(child.pidFd().waitForChild()).isEqualTo(new ExitStatus(ExitStatus.Kind.EXITED, 7));
    }
  }

  @Test
  void reportsTheSignal() {
    try (Child child = Spawn.of(SHELL).args(List.of("-c", "kill -9 $$")).start()) {
      ExitStatus status = child.pidFd().waitForChild();

      assertThat(status).isEqualTo(new ExitStatus(ExitStatus.Kind.SIGNALED, Signal.SIGKILL));
      assertThat(status.shellCode()).isEqualTo(137);
    }
  }

  @Test
  void givesTheChildExactlyTheDescriptorsNamed() {
    try (Fd leaky = MemFd.create("not for the child");
        Fd given = MemFd.create("for the child")) {
      leaky.setCloseOnExec(false);

      String seen =
          outputOf(
              Spawn.of("/bin/ls")
                  .arg("/proc/self/fd")
                  .dup2(given, 0)
                  .dup2(given, 2)
                  .dup2(given, 6));

      // 3 is the one that ls itself has open on the directory.
      assertThat(seen.split("\n")).containsExactlyInAnyOrder("0", "1", "2", "3", "6");
    }
  }

  @Test
  void placesDescriptorsAsIfAllAtOnce() {
    try (Fd first = MemFd.create("first");
        Fd second = MemFd.create("second")) {
      String seen =
          outputOf(
              Spawn.of(SHELL)
                  .args(
                      List.of(
                          "-c",
                          "readlink /proc/self/fd/"
                              + second.number()
                              + " /proc/self/fd/"
                              + first.number()))
                  .dup2(first, second.number())
                  .dup2(second, first.number()));

      assertThat(seen).containsSubsequence("first", "second");
    }
  }

  @Test
  void startsWithAnEmptyEnvironment() {
    assertThat(outputOf(Spawn.of("/usr/bin/env"))).isEmpty();
    assertThat(outputOf(Spawn.of("/usr/bin/env").env(Map.of("ONLY", "this one"))))
        .isEqualTo("ONLY=this one\n");
  }

  @Test
  void passesArgumentsUntouched() {
    String odd = "a b\n\"'$x\\ é";
    assertThat(outputOf(Spawn.of("/usr/bin/printf").args(List.of("%s|", odd, "", "z"))))
        .isEqualTo(odd + "||z|");
  }

  @Test
  void saysWhyAProgramCannotStartAndLeavesNothingOpen() {
    long before = OpenDescriptors.count();
    try (Fd given = MemFd.create("given")) {
      assertThatThrownBy(() -> Spawn.of("/no/such/program").dup2(given, 0).start())
          .hasMessageContaining("/no/such/program")
          .isInstanceOfSatisfying(
              PosixException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT));
      assertThatThrownBy(() -> Spawn.of("/etc/passwd").start()).hasMessageContaining("EACCES");
      assertThatThrownBy(() -> Spawn.of(SHELL).arg("a\0b").start())
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(OpenDescriptors.count()).isEqualTo(before);
  }

  @Test
  void resetsIgnoredSignalsWhenAsked() {
    NativeFunction signal = NativeFunction.ofPointer("signal");
    long ignore = 1;
    long before = signal.call(Signal.SIGALRM, ignore);
    try {
      assertThat(ignoredSignals(ignoredSignalsPrinter())).contains(Signal.SIGALRM);
      assertThat(ignoredSignals(ignoredSignalsPrinter().resetSignals())).isEmpty();
    } finally {
      signal.call(Signal.SIGALRM, before);
    }
  }

  private static Spawn ignoredSignalsPrinter() {
    return Spawn.of("/bin/grep").args(List.of("SigIgn", "/proc/self/status"));
  }

  private static List<Integer> ignoredSignals(Spawn printer) {
    long mask = Long.parseUnsignedLong(outputOf(printer).replace("SigIgn:", "").strip(), 16);
    // glibc leaves its own 32 and 33 ignored in every child it spawns.
    return IntStream.rangeClosed(1, 31).filter(n -> (mask >> (n - 1) & 1) != 0).boxed().toList();
  }

  @Test
  void startsANewSessionWhenAsked() {
    String fields = outputOf(Spawn.of("/bin/cat").arg("/proc/self/stat").newSession());
    List<String> stat = List.of(fields.split(" "));
    assertThat(stat.get(5)).isEqualTo(stat.get(0));
  }

  private static String outputOf(Spawn spawn) {
    try (Pipe pipe = Pipe.create();
        Child child = spawn.dup2(pipe.writer(), 1).start()) {
      pipe.writer().close();
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      byte[] part = new byte[4096];
      for (int n = pipe.reader().read(part, 0, part.length);
          n > 0;
          n = pipe.reader().read(part, 0, part.length)) {
        all.write(part, 0, n);
      }
      assertThat(child.pidFd().waitForChild().isSuccess()).isTrue();
      return all.toString(UTF_8);
    }
  }
}
