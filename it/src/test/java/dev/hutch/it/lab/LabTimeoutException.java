package dev.hutch.it.lab;

import java.io.Serial;

/** A script, or the whole machine, did not finish in time; the message holds what it printed. */
public final class LabTimeoutException extends LabException {
  @Serial private static final long serialVersionUID = 1L;

  LabTimeoutException(String message) {
    super(message);
  }
}
