package dev.hutch.jailer.supervisor;

import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.StandIn;
import java.util.ArrayList;
import java.util.List;

/**
 * Owns shims until it is killed: {@code attached <id>}, {@code detached <id>}, or {@code many <id>}
 * with {@code -0}, {@code -1} ... appended.
 */
final class OwnerProgram {
  private static final int MANY = 40;

  private OwnerProgram() {}

  public static void main(String[] arguments) throws Exception {
    Supervisor supervisor = new Supervisor();
    BoxId box = new BoxId(arguments[1]);
    List<ShimProcess> owned = new ArrayList<>();
    switch (arguments[0]) {
      case "attached" ->
          owned.add(StandIn.warm(supervisor.start(StandIn.BUBBLEWRAP, StandIn.stubborn(box))));
      case "detached" ->
          owned.add(
              StandIn.warm(
                  supervisor.start(
                      StandIn.BUBBLEWRAP, StandIn.stubborn(box).withDiesWithParent(false))));
      default -> {
        for (int i = 0; i < MANY; i++) {
          owned.add(supervisor.start(StandIn.BUBBLEWRAP, StandIn.idle(new BoxId(box + "-" + i))));
          System.out.println(i);
        }
      }
    }
    System.out.println("ready");
    Thread.currentThread().join();
    throw new AssertionError(owned);
  }
}
