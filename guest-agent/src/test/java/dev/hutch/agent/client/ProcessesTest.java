package dev.hutch.agent.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.agent.protocol.GuestProcess;
import dev.hutch.agent.protocol.ProtocolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What runs in the guest; here that is this machine. */
@Timeout(60)
class ProcessesTest extends WithPlainRelay {
  @Test
  void areListedWithWhatTheKernelKnows() throws Exception {
    long before = client.stats().boottimeNanos();
    try (AgentExec exec = client.exec(RealAgent.request("sleep", "1000"))) {
      GuestProcess sleep = find(exec.opened().pid()).orElseThrow();

      assertThat(sleep.command()).isEqualTo("sleep 1000");
      assertThat(sleep.parent()).isEqualTo((int) agent.process().pid());
      assertThat(sleep.user()).isEqualTo(RealAgent.userId());
      assertThat(sleep.residentBytes()).isBetween(4096L, 64L << 20);
      assertThat(sleep.startNanos()).isBetween(before - 20_000_000, client.stats().boottimeNanos());
    }
  }

  @Test
  void areListedInTheOrderOfTheirIdsWithoutTheAgentAndWhoListsThem() {
    List<GuestProcess> processes = list();

    assertThat(processes).extracting(GuestProcess::pid).isSorted().doesNotHaveDuplicates();
    assertThat(processes)
        .extracting(GuestProcess::pid)
        .contains((int) ProcessHandle.current().pid())
        .doesNotContain((int) agent.process().pid());
    assertThat(processes).extracting(GuestProcess::command).doesNotContain("processes");
  }

  @Test
  void haveTheTimeTheyTook() throws Exception {
    try (AgentExec exec = client.exec(RealAgent.request("sh", "-c", "while :; do :; done"))) {
      Awaitility.await()
          .until(() -> find(exec.opened().pid()).orElseThrow().userMicros() > 100_000);

      assertThat(find(exec.opened().pid()).orElseThrow().state()).isEqualTo('R');
    }
  }

  @Test
  void thatEndedHaveANameLeftWhateverItIs() throws Exception {
    Path program = directory.resolve(") R 1 (x");
    Files.createSymbolicLink(program, Path.of("/bin/sleep"));
    String line = "'" + program + "' 0 & exec sleep 1000";
    try (AgentExec exec = client.exec(RealAgent.request("sh", "-c", line))) {
      int parent = exec.opened().pid();
      Awaitility.await().until(() -> zombieOf(parent).isPresent());

      assertThat(zombieOf(parent).orElseThrow().command()).isEqualTo("[) R 1 (x]");
      assertThat(zombieOf(parent).orElseThrow().residentBytes()).isZero();
    }
  }

  @Test
  void areCutWhereTheirArgumentsAreLongAndSafeToPrint() throws Exception {
    String argument = "\033[2J" + "x".repeat(10_000);
    try (AgentExec exec = client.exec(RealAgent.request("sh", "-c", "read line", argument))) {
      String command = find(exec.opened().pid()).orElseThrow().command();

      assertThat(command).hasSize(4096).startsWith("sh -c read line ?[2Jxxx");
    }
  }

  @Test
  void areAllThereAlsoWhenTheyAreMany() throws Exception {
    // With arguments of more than the program gathers.
    String line =
        "z=$(printf %0400d 0); i=0; while [ $i -lt 300 ]; do sleep 1000 $z & i=$((i+1)); done;"
            + " echo go; read x";
    try (AgentExec exec = client.exec(RealAgent.request("sh", "-c", line))) {
      assertThat(exec.stdout().readNBytes(3)).asString(UTF_8).isEqualTo("go\n");
      int shell = exec.opened().pid();

      assertThat(list()).filteredOn(process -> process.parent() == shell).hasSize(300);
      exec.signal(9);
    }
  }

  @Test
  void areNotTakenFromAGuestThatLies() throws IOException {
    byte[] good = new byte[50];
    good[12] = 'S';
    assertThat(GuestProcess.decodeAll(good)).hasSize(1);

    for (int[] lie : new int[][] {{12, 0}, {12, 27}, {12, 200}, {23, 128}, {47, 128}, {48, 1}}) {
      byte[] bad = good.clone();
      bad[lie[0]] = (byte) lie[1];
      assertThatThrownBy(() -> GuestProcess.decodeAll(bad)).isInstanceOf(ProtocolException.class);
    }
    byte[] tooLong = new byte[50 + 4097];
    tooLong[12] = 'S';
    tooLong[48] = 1;
    tooLong[49] = 16;
    assertThatThrownBy(() -> GuestProcess.decodeAll(tooLong)).isInstanceOf(ProtocolException.class);
    Random random = new Random(3);
    for (int i = 0; i < 2000; i++) {
      byte[] any = new byte[random.nextInt(300)];
      random.nextBytes(any);
      try {
        assertThat(GuestProcess.decodeAll(any)).hasSizeLessThanOrEqualTo(any.length / 50);
      } catch (ProtocolException e) {
        assertThat(e).hasMessageStartingWith("a process");
      }
    }
  }

  private List<GuestProcess> list() {
    return client.processes(RealAgent.userId(), RealAgent.groupId());
  }

  private Optional<GuestProcess> find(int pid) {
    return list().stream().filter(process -> process.pid() == pid).findAny();
  }

  private Optional<GuestProcess> zombieOf(int parent) {
    return list().stream()
        .filter(process -> process.parent() == parent && process.state() == 'Z')
        .findAny();
  }
}
