package dev.hutch.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The JDK's processes. Each leads a session, as commands in a box do, and signals are sent to its
 * group: the JDK's own {@code destroy} would leave children behind and close the streams here,
 * which is nobody's promise.
 */
final class HostSide implements Side {
  private static final List<String> SESSION = List.of("setsid");
  private static final int SIGKILL = 9;
  private static final int SIGTERM = 15;

  @Override
  public Process start(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(Program.isMissing(arguments) ? List.of() : SESSION);
    command.addAll(arguments);
    return new ProcessBuilder(command).start();
  }

  @Override
  public void destroy(Process process) throws Exception {
    signal(process, SIGTERM);
  }

  @Override
  public void destroyForcibly(Process process) throws Exception {
    signal(process, SIGKILL);
  }

  /** Tried again: it has its group only a moment after its start. */
  @Override
  public void signal(Process process, int number) throws Exception {
    List<String> kill = List.of("kill", "-" + number, "--", "-" + process.pid());
    while (process.isAlive() && new ProcessBuilder(kill).start().waitFor() != 0) {
      Thread.onSpinWait();
    }
  }
}
