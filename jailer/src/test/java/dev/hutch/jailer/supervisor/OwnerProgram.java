package dev.hutch.jailer.supervisor;

import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.StandIn;
import dev.hutch.jailer.lock.BoxLock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Owns shims until it is killed: {@code attached <id>}, {@code detached <id>}, {@code many <id>}
 * with {@code -0}, {@code -1} ... appended, or {@code starter <id> <lock>} that has taken the lock
 * and sent nothing yet.
 */
public final class OwnerProgram {
  private static final int MANY = 40;

  private OwnerProgram() {}

  public static void main(String[] arguments) throws Exception {
    Supervisor supervisor = new Supervisor();
    BoxId box = new BoxId(arguments[1]);
    List<Object> owned = new ArrayList<>();
    switch (arguments[0]) {
      case "attached" -> owned.add(start(supervisor, box, true));
      case "detached" -> owned.add(start(supervisor, box, false));
      case "starter" -> {
        owned.add(start(supervisor, box, true));
        owned.add(BoxLock.acquire(Path.of(arguments[2])));
      }
      default -> {
        for (int i = 0; i < MANY; i++) {
          BoxId one = new BoxId(box + "-" + i);
          owned.add(supervisor.start(StandIn.BUBBLEWRAP, StandIn.idle(one)));
          System.out.println(i);
        }
      }
    }
    System.out.println("ready");
    Thread.currentThread().join();
    throw new AssertionError(owned);
  }

  private static ShimProcess start(Supervisor supervisor, BoxId box, boolean dies) {
    return StandIn.warm(
        supervisor.start(StandIn.BUBBLEWRAP, StandIn.stubborn(box).withDiesWithParent(dies)));
  }
}
