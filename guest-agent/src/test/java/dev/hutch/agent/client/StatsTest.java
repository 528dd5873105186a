package dev.hutch.agent.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.agent.protocol.Failed;
import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.GuestStats;
import dev.hutch.agent.protocol.ProtocolException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the guest uses; here that is this machine. */
@Timeout(60)
class StatsTest extends WithPlainRelay {
  private static final long MIB = 1 << 20;

  @Test
  void areThoseOfTheKernel() throws IOException {
    GuestStats stats = client.stats();

    FileStore root = Files.getFileStore(Path.of("/"));
    assertThat(stats.memoryBytes()).isEqualTo(kib("MemTotal:") * 1024);
    assertThat(stats.availableBytes()).isBetween(MIB, stats.memoryBytes());
    assertThat(stats.cacheBytes()).isBetween(MIB, stats.memoryBytes());
    assertThat(stats.diskBytes()).isEqualTo(root.getTotalSpace());
    assertThat(stats.diskFreeBytes()).isBetween(1L, stats.diskBytes());
    assertThat(stats.filesFree()).isBetween(0L, stats.files());
    assertThat(stats.cpus()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(stats.agentBytes()).isBetween(4096L, 64 * MIB);
    assertThat(stats.operations()).isOne();
  }

  @Test
  void countTheTimeOfTheProcessors() throws Exception {
    GuestStats before = client.stats();
    try (AgentExec exec =
        client.exec(RealAgent.request("sh", "-c", "ulimit -t 1; while :; do :; done"))) {
      exec.awaitExit();
    }
    GuestStats after = client.stats();

    assertThat(after.userMicros() + after.systemMicros())
        .isGreaterThan(before.userMicros() + before.systemMicros() + 900_000);
    assertThat(after.boottimeNanos()).isGreaterThan(before.boottimeNanos() + 900_000_000);
    long sum = after.userMicros() + after.systemMicros() + after.idleMicros();
    assertThat(sum).isLessThan(after.boottimeNanos() / 1000 * (after.cpus() + 1L) + 10_000_000);
  }

  @Test
  void countTheProcesses() throws Exception {
    int before = client.stats().processes();
    List<AgentExec> sleeping = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      sleeping.add(client.exec(RealAgent.request("sleep", "1000")));
    }
    GuestStats during = client.stats();
    sleeping.forEach(AgentExec::close);

    // Others run on this machine.
    assertThat(during.processes()).isBetween(before + 60, before + 140);
    assertThat(during.operations()).isEqualTo(101);
  }

  @Test
  void needNoRequest() throws IOException {
    relay.close();
    byte[] request = new byte[5];
    request[0] = 1;
    request[1] = 5;
    RealAgent raw = RealAgent.start(Files.createDirectory(directory.resolve("raw")));
    raw.host().send(FrameType.OPEN, 1, 0, request);

    byte[] failed = raw.host().next(FrameType.FAILED).payload();
    assertThat(Failed.decode(failed, 0, failed.length).step()).isEqualTo(Failed.STEP_REQUEST);
    raw.close();
  }

  @Test
  void areNotTakenFromAGuestThatLies() {
    byte[] negative = new byte[120];
    negative[23] = (byte) 0x80;

    assertThatThrownBy(() -> GuestStats.decode(negative)).isInstanceOf(ProtocolException.class);
    assertThatThrownBy(() -> GuestStats.decode(new byte[119]))
        .isInstanceOf(ProtocolException.class);
  }

  private static long kib(String key) {
    try {
      return Files.readAllLines(Path.of("/proc/meminfo")).stream()
          .filter(line -> line.startsWith(key))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToLong(Long::parseLong)
          .findAny()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
