package dev.hutch.perf.bench;

import dev.hutch.agent.client.AgentClient;
import dev.hutch.agent.client.AgentExec;
import dev.hutch.agent.protocol.ExecRequest;
import dev.hutch.agent.protocol.Exit;
import dev.hutch.perf.Distribution;
import dev.hutch.perf.table.TextTable;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the time of an exec goes. The guest's clock is another than ours, so what lies between them
 * (client, relay, QEMU and the port, both ways) is what is left of the whole.
 */
final class ExecBreakdown {
  private final List<Duration> connect = new ArrayList<>();
  private final List<Duration> begin = new ArrayList<>();
  private final List<Duration> spawn = new ArrayList<>();
  private final List<Duration> life = new ArrayList<>();
  private final List<Duration> rest = new ArrayList<>();

  private ExecBreakdown() {}

  /** Of so many runs of {@code true}. */
  static ExecBreakdown of(Path socket, int runs) throws IOException, InterruptedException {
    ExecBreakdown breakdown = new ExecBreakdown();
    AgentClient client = AgentClient.at(socket, Duration.ofSeconds(60));
    ExecRequest request = new ExecRequest(List.of("true"), List.of(), "/", 0, 0, true, false);
    for (int i = 0; i < runs; i++) {
      breakdown.add(socket, client, request);
    }
    return breakdown;
  }

  private void add(Path socket, AgentClient client, ExecRequest request)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    SocketChannel.open(UnixDomainSocketAddress.of(socket)).close();
    long connected = System.nanoTime();
    try (AgentExec exec = client.exec(request)) {
      long opened = System.nanoTime();
      Exit exit = exec.awaitExit();
      long ended = System.nanoTime();
      long spawning = exec.opened().startedNanos() - exec.opened().receivedNanos();
      connect.add(Duration.ofNanos(connected - begun));
      begin.add(Duration.ofNanos(opened - connected));
      spawn.add(Duration.ofNanos(spawning));
      life.add(Duration.ofNanos(exit.elapsedNanos()));
      rest.add(Duration.ofNanos(ended - connected - spawning - exit.elapsedNanos()));
    }
  }

  void addTo(TextTable table) {
    row(table, "a connection alone, made and closed", connect);
    row(table, "call to OPENED at the client", begin);
    row(table, "guest: OPEN read to the program running", spawn);
    row(table, "guest: the program running to its end seen", life);
    row(table, "the rest: client, relay, port, both ways", rest);
  }

  private static void row(TextTable table, String name, List<Duration> lengths) {
    ExecBenchmark.row(table, name, Distribution.of(lengths), "");
  }
}
