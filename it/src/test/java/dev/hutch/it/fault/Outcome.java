package dev.hutch.it.fault;

import dev.hutch.it.leak.BoxLook;

/**
 * What came of a cell.
 *
 * @param cell which
 * @param box the box's id
 * @param seen the state that everybody saw after the fault; {@code no box} where there was none,
 *     {@code -} where the target was not there to be hit
 * @param wrong what was not as it should be; empty if all was
 */
record Outcome(Cell cell, String box, String seen, String wrong) {
  static final String NO_TARGET = "-";

  boolean isRight() {
    return wrong.isEmpty();
  }

  /** The same, unless something of its box is left now. */
  Outcome atTheEnd() {
    return isRight() ? new Outcome(cell, box, seen, left(BoxLook.at(box))) : this;
  }

  static String left(BoxLook look) {
    return look.isNothing() ? "" : "left: " + look;
  }
}
