package dev.hutch.jailer.teardown;

import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.JailerException;
import java.time.Duration;

/**
 * It could not be proven in time that nothing of a box is left: its files must stay, and its state
 * is unknown.
 */
public final class TeardownException extends JailerException {
  private static final long serialVersionUID = 1L;

  private final transient Remains remains;

  TeardownException(BoxId box, Duration time, Remains remains) {
    super(
        "box "
            + box
            + " could not be torn down within "
            + time.toMillis()
            + " ms; left are "
            + remains
            + "; its files are kept, look at these processes and try again");
    this.remains = remains;
  }

  /** What was left at the last look. */
  public Remains remains() {
    return remains;
  }
}
