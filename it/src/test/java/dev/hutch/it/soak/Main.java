package dev.hutch.it.soak;

import dev.hutch.it.leak.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The soak: {@code it/run soak [--cycles N] [--kills N] [--seed N]}. */
public final class Main {
  private Main() {}

  /**
   * Runs it and prints what is left.
   *
   * @param args the options
   */
  public static void main(String[] args) {
    List<String> words = List.of(args);
    Snapshot before = Snapshot.take();
    System.out.print(new Cycles(number(words, "--cycles", 1000)).run());
    System.out.print(
        new RandomKills(
                number(words, "--kills", 300), number(words, "--seed", (int) System.nanoTime()))
            .run());
    Map<String, Set<String>> left = Snapshot.take().since(before);
    before.traces().keySet().forEach(kind -> print(kind, left.getOrDefault(kind, Set.of())));
    if (!left.isEmpty()) {
      throw new AssertionError("something is left");
    }
  }

  private static void print(String kind, Set<String> left) {
    System.out.println("left of " + kind + ": " + left.size() + (left.isEmpty() ? "" : " " + left));
  }

  private static int number(List<String> words, String option, int otherwise) {
    int at = words.indexOf(option);
    return at < 0 ? otherwise : Integer.parseInt(words.get(at + 1));
  }
}
