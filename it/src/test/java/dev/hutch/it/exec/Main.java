package dev.hutch.it.exec;

import dev.hutch.Box;
import dev.hutch.Hutch;
import dev.hutch.it.box.Boxes;

/** The long stream by itself: {@code it/run stream [MIB]}. */
public final class Main {
  private Main() {}

  /**
   * Runs it and prints what came of it.
   *
   * @param args how many MiB; 1024 unless told
   */
  public static void main(String[] args) throws Exception {
    int mib = args.length == 0 ? 1024 : Integer.parseInt(args[0]);
    try (Hutch hutch = Boxes.open(0);
        Box box = hutch.start(Boxes.small())) {
      Passage passage = Passage.through(box, mib);
      double seconds = passage.time().toMillis() / 1000.0;
      System.out.printf(
          "%d MiB through cat and back in %.1f s, %.1f MiB/s each way%n",
          mib, seconds, mib / seconds);
      System.out.printf("sha-256 written  %s%n", passage.sent());
      System.out.printf("sha-256 read     %s%n", passage.received());
      System.out.printf(
          "after the first quarter the heap here grew by %d KiB, the shim by %d KiB%n",
          passage.heapGrowth() >> 10, passage.shimGrowth() >> 10);
      if (!passage.received().equals(passage.sent())) {
        throw new AssertionError("the bytes read are not those written");
      }
    }
  }
}
