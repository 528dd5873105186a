package dev.hutch.it.lab;

import java.io.Serial;

/** The lab could not be built, booted or kept alive; the message says why and what to do. */
public class LabException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  LabException(String message) {
    super(message);
  }

  LabException(String message, Throwable cause) {
    super(message, cause);
  }
}
