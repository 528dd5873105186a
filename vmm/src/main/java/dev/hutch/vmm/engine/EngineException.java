package dev.hutch.vmm.engine;

import org.jspecify.annotations.Nullable;

/**
 * An engine cannot do what a specification asks. The message says what is missing and what to do
 * about it.
 */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EngineException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
