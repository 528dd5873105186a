package dev.hutch.it.lifecycle;

import dev.hutch.it.Checkout;
import dev.hutch.it.leak.Proc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** What can become of a pid file. */
enum PidFileDamage {
  MISSING,
  EMPTY,
  TRUNCATED,
  CORRUPTED,
  BINARY,
  FOREIGN,
  DEAD_PID,
  RECYCLED_PID,
  ANOTHERS_PROCESS;

  /** More than any kernel hands out. */
  private static final int NO_PID = 4_194_305;

  static Path fileOf(String id) {
    return Checkout.home().resolve("boxes").resolve(id).resolve("shim.pid");
  }

  /**
   * Does it to a box that has a whole pid file.
   *
   * @param neighbour another box
   * @param bystander a process that is no box's
   */
  void inflictOn(String id, String neighbour, Proc bystander) throws IOException {
    Path file = fileOf(id);
    String text = Files.readString(file);
    switch (this) {
      case MISSING -> Files.delete(file);
      case EMPTY -> Files.writeString(file, "");
      case TRUNCATED -> Files.writeString(file, text.substring(0, text.indexOf("start=") + 8));
      case CORRUPTED -> Files.writeString(file, text.replace("pid=", "pid=x"));
      case BINARY -> Files.write(file, new byte[5000]);
      case FOREIGN -> Files.copy(fileOf(neighbour), file, StandardCopyOption.REPLACE_EXISTING);
      case DEAD_PID -> Files.writeString(file, withPid(text, NO_PID, 1));
      case RECYCLED_PID ->
          Files.writeString(file, withPid(text, bystander.pid(), bystander.startTicks() - 1));
      case ANOTHERS_PROCESS ->
          Files.writeString(file, withPid(text, bystander.pid(), bystander.startTicks()));
    }
  }

  private static String withPid(String text, long pid, long start) {
    return text.replaceAll("(?m)^pid=.*$", "pid=" + pid)
        .replaceAll("(?m)^start=.*$", "start=" + start);
  }
}
