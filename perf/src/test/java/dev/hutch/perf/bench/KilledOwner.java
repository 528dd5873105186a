package dev.hutch.perf.bench;

import dev.hutch.Box;
import dev.hutch.BoxSpec;
import dev.hutch.EngineChoice;
import dev.hutch.Hutch;
import dev.hutch.HutchOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A process that owns a box and is killed. */
public final class KilledOwner {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path home;

  KilledOwner(Path home) {
    this.home = home;
  }

  /**
   * The owner: starts a box, says its id, and waits.
   *
   * @param home the home
   */
  public static void main(String[] home) throws IOException {
    try (Hutch hutch = Hutch.open(options(Path.of(home[0])));
        Box box = hutch.start(BoxSpec.base())) {
      box.run("true").orThrow();
      System.out.println(box.id());
      System.in.readAllBytes();
    }
  }

  /** From the owner's SIGKILL until none of the processes below it lives. */
  Duration death() throws IOException, InterruptedException {
    Process owner =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                KilledOwner.class.getName(),
                home.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = owner.inputReader()) {
      String id = output.readLine();
      List<ProcessHandle> tree = owner.descendants().toList();
      long begun = System.nanoTime();
      owner.destroyForcibly();
      while (tree.stream().anyMatch(KilledOwner::runs)) {
        if (System.nanoTime() - begun > PATIENCE.toNanos()) {
          throw new IllegalStateException("processes of a dead owner live on: " + tree);
        }
        Thread.onSpinWait();
      }
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      owner.waitFor();
      try (Hutch hutch = Hutch.open(options(home).prepareAtOpen(false))) {
        hutch.box(id).remove(true);
      }
      return took;
    }
  }

  /** A zombie has ended: when its new parent asks for it is no matter of ours. */
  private static boolean runs(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      return "ZX".indexOf(stat.charAt(stat.lastIndexOf(')') + 2)) < 0;
    } catch (IOException e) {
      return false; // it is gone
    }
  }

  private static HutchOptions options(Path home) {
    return HutchOptions.fromEnvironment().home(home).engine(EngineChoice.EMULATED).shimPool(0);
  }
}
