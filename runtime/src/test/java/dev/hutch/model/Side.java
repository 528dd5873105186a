package dev.hutch.model;

import java.io.IOException;
import java.util.List;

/** Where processes run: on the host, which is the model, or in a box. */
public interface Side {
  /**
   * Starts a program.
   *
   * @throws IOException if it cannot be started
   */
  Process start(List<String> arguments) throws IOException;

  /** Asks to end, as {@link Process#destroy} does. */
  void destroy(Process process) throws Exception;

  /** Ends, as {@link Process#destroyForcibly} does. */
  void destroyForcibly(Process process) throws Exception;

  /** Sends a Linux signal. */
  void signal(Process process, int number) throws Exception;
}
