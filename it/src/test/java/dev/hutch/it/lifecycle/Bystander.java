package dev.hutch.it.lifecycle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Processes that are no box's, and could be taken for one. */
final class Bystander {
  private Bystander() {}

  /** One that waits, with these words as the last elements of its argv. */
  static Process naming(String... words) throws IOException {
    return start(List.of(), words);
  }

  /** As {@link #naming}, a bubblewrap and in a pid namespace of its own, like a shim. */
  static Process jailedNaming(String... words) throws IOException {
    return start(
        List.of("bwrap", "--dev-bind", "/", "/", "--unshare-pid", "--die-with-parent"), words);
  }

  private static Process start(List<String> prefix, String... words) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of("sh", "-c", "read line; exit"));
    command.addAll(List.of(words));
    return new ProcessBuilder(command).start();
  }
}
