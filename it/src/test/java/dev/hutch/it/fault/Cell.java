package dev.hutch.it.fault;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One cell of the matrix.
 *
 * @param moment when
 * @param target whom
 * @param signal KILL or STOP
 * @param detached which kind of box
 */
record Cell(Moment moment, Target target, String signal, boolean detached) {
  static final List<String> SIGNALS = List.of("KILL", "STOP");
  private static final Set<Moment> SAMPLE =
      EnumSet.of(Moment.WARM, Moment.RECORDED, Moment.STARTED, Moment.EXEC_BEGUN, Moment.PROVEN);

  static List<Cell> all() {
    List<Cell> all = new ArrayList<>();
    for (boolean detached : new boolean[] {false, true}) {
      for (Moment moment : Moment.values()) {
        for (Target target : Target.values()) {
          for (String signal : SIGNALS) {
            all.add(new Cell(moment, target, signal, detached));
          }
        }
      }
    }
    return all;
  }

  boolean kills() {
    return signal.equals("KILL");
  }

  /** Whether the service itself cannot go on. */
  boolean stopsTheService() {
    return target == Target.SERVICE;
  }

  /** A sample is looked at and removed by the command line, which takes longer. */
  boolean byCommand() {
    return kills() && stopsTheService() && SAMPLE.contains(moment);
  }

  String mode() {
    return detached ? "detached" : "attached";
  }

  @Override
  public String toString() {
    return mode() + " box, " + moment + ", SIG" + signal + " to " + target;
  }
}
