package dev.hutch.it.soak;

import dev.hutch.Hutch;
import dev.hutch.PruneOptions;
import dev.hutch.PruneReport;
import dev.hutch.it.box.Boxes;
import dev.hutch.it.leak.Snapshot;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The soak: {@code it/run soak [--cycles N] [--kills N] [--seed N]}. */
public final class Main {
  private Main() {}

  /**
   * Runs it and prints what is left.
   *
   * @param args the options
   */
  public static void main(String[] args) throws IOException {
    List<String> words = List.of(args);
    openWhatTheJdkKeepsOpen();
    Snapshot before = Snapshot.take();
    System.out.print(new Cycles(number(words, "--cycles", 1000)).run());
    System.out.print(
        new RandomKills(
                number(words, "--kills", 300), number(words, "--seed", (int) System.nanoTime()))
            .run());
    System.out.println("then hutch prune took " + pruned());
    Map<String, Set<String>> left = Snapshot.take().since(before);
    before.traces().keySet().forEach(kind -> print(kind, left.getOrDefault(kind, Set.of())));
    if (!left.isEmpty()) {
      throw new AssertionError("something is left");
    }
  }

  /**
   * Of a service killed before its shim got a box an empty group stays until somebody prunes, who
   * takes no group that is younger than ten seconds.
   */
  private static List<String> pruned() {
    long end = System.nanoTime() + Duration.ofSeconds(11).toNanos();
    while (System.nanoTime() - end < 0) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
    try (Hutch hutch = Boxes.observer()) {
      PruneReport report = hutch.prune(PruneOptions.DEFAULT);
      return Stream.concat(report.boxes().stream(), report.orphans().stream()).toList();
    }
  }

  /** The first socket makes the JDK open descriptors of its own, for good. */
  private static void openWhatTheJdkKeepsOpen() throws IOException {
    ServerSocketChannel.open(StandardProtocolFamily.UNIX).close();
    SocketChannel.open(StandardProtocolFamily.UNIX).close();
  }

  private static void print(String kind, Set<String> left) {
    System.out.println("left of " + kind + ": " + left.size() + (left.isEmpty() ? "" : " " + left));
  }

  private static int number(List<String> words, String option, int otherwise) {
    int at = words.indexOf(option);
    return at < 0 ? otherwise : Integer.parseInt(words.get(at + 1));
  }
}
