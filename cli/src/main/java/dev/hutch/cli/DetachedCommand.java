package dev.hutch.cli;

import dev.hutch.Box;
import dev.hutch.BoxProcess;
import dev.hutch.Command;
import java.io.IOException;
import java.io.OutputStream;

/** Gives a box a command that goes on without us. */
final class DetachedCommand {
  private DetachedCommand() {}

  /**
   * Starts it.
   *
   * @param open whether its standard input stays open, for whoever attaches to it
   * @return the command; closing it leaves it running
   */
  static BoxProcess start(Box box, Command command, boolean open) {
    BoxProcess process = RunningBox.asked(box, () -> box.exec(command.detach(true)));
    if (!open && !process.hasTerminal()) {
      try (OutputStream stdin = process.getOutputStream()) {
        stdin.flush();
      } catch (IOException e) {
        // it has ended already; its exit tells
      }
    }
    return process;
  }
}
