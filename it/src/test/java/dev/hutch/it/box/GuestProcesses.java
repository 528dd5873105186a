package dev.hutch.it.box;

import static org.awaitility.Awaitility.await;

import dev.hutch.Box;
import java.time.Duration;

/** Looks at processes inside a box. */
final class GuestProcesses {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private GuestProcesses() {}

  static boolean has(Box box, long pid) {
    return box.run("test", "-d", "/proc/" + pid).ok();
  }

  static void awaitEnd(Box box, long pid) {
    await("the end of " + pid + " in the guest").atMost(PATIENCE).until(() -> !has(box, pid));
  }

  /** The number that a command writes into a file of the guest. */
  static long awaitPidIn(Box box, String file) {
    String text =
        await("a pid in " + file)
            .atMost(PATIENCE)
            .until(() -> box.run("cat", file).stdout().text(), written -> written.endsWith("\n"));
    return Long.parseLong(text.strip());
  }
}
