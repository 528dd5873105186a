package dev.hutch.jailer.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.StandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTableTest {
  private static final ProcessTable HOST = ProcessTable.HOST;

  @TempDir private Path root;

  @Test
  void splitsACommandLineAtItsNulsAndKeepsEmptyArguments() throws Exception {
    Path process = Files.createDirectory(root.resolve("7"));
    Files.writeString(process.resolve("cmdline"), "a\0\0b c\0");

    assertThat(new ProcessTable(root).arguments(7)).containsExactly("a", "", "b c");
  }

  @Test
  void findsChildrenOnAKernelThatDoesNotListThem() throws Exception {
    Files.createDirectories(root.resolve("7/task/7"));
    stat(7, 1);
    stat(8, 7);
    stat(9, 8);

    assertThat(new ProcessTable(root).children(7)).containsExactly(8);
    assertThat(new ProcessTable(root).tree(7)).containsExactly(7, 8, 9);
  }

  private void stat(int pid, int parent) throws Exception {
    Path process = Files.createDirectories(root.resolve(Integer.toString(pid)));
    Files.createDirectories(process.resolve("task").resolve(Integer.toString(pid)));
    Files.writeString(
        process.resolve("stat"),
        pid + " (x) S " + parent + " 1 1 0 1 1 1 1 1 1 1 1 1 1 20 0 1 0 5 1\n");
  }

  @Test
  void aLookThatFailsIsNotAProcessThatIsGone() throws Exception {
    Path process = Files.createDirectories(root.resolve("7"));
    Files.createSymbolicLink(process.resolve("cmdline"), Path.of("cmdline")); // ELOOP, as EMFILE
    ProcessTable table = new ProcessTable(root);

    assertThatThrownBy(() -> table.arguments(7)).hasMessageContaining("ELOOP");
    assertThatThrownBy(() -> new BoxProcesses(table).of(StandIn.freshId()))
        .hasMessageContaining("ELOOP");
  }

  @Test
  void findsTheTreeOfAProcess() throws Exception {
    Process shell = new ProcessBuilder("/bin/sh", "-c", "echo; sleep 1000 & wait").start();
    try {
      assertThat(shell.getInputStream().read()).isEqualTo('\n');
      assertThat(HOST.tree(pid(shell))).hasSizeBetween(1, 2).contains(pid(shell));
      org.awaitility.Awaitility.await()
          .untilAsserted(() -> assertThat(HOST.tree(pid(shell))).hasSize(2));
    } finally {
      shell.descendants().forEach(ProcessHandle::destroyForcibly);
      shell.destroyForcibly();
    }
  }

  @Test
  void answersForAProcessThatIsGone() throws Exception {
    Process gone = new ProcessBuilder("/bin/true").start();
    gone.waitFor();

    assertThat(HOST.stat(pid(gone))).isEmpty();
    assertThat(HOST.arguments(pid(gone))).isEmpty();
    assertThat(HOST.status(pid(gone))).isEmpty();
    assertThat(HOST.children(pid(gone))).isEmpty();
  }

  @Test
  void aProcessThatMerelyNamesTheIdDoesNotBelongToTheBox() throws Exception {
    BoxId box = StandIn.freshId();
    // as "hutch stop <id>" and an editor do
    Process stranger =
        new ProcessBuilder("/bin/sh", "-c", "sleep 1000 & wait", box.value()).start();
    try {
      assertThat(new BoxProcesses(HOST).of(box)).isEmpty();
    } finally {
      stranger.descendants().forEach(ProcessHandle::destroyForcibly);
      stranger.destroyForcibly();
    }
  }

  private static int pid(Process process) {
    return Math.toIntExact(process.pid());
  }
}
