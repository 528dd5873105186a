package dev.hutch.jailer.supervisor;

import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.JailerException;

/**
 * The shim ended (or never began) while something was wanted from it; the message carries what it
 * last wrote.
 */
public final class ShimExitException extends JailerException {
  private static final long serialVersionUID = 1L;

  ShimExitException(BoxId box, String when, String how, String logTail) {
    super(
        "the shim of box "
            + box
            + " ended "
            + when
            + " ("
            + how
            + ")"
            + (logTail.isBlank() ? "; it wrote nothing" : "; it wrote: " + logTail.strip()));
  }
}
