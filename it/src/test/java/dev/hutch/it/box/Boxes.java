package dev.hutch.it.box;

import static org.awaitility.Awaitility.await;

import dev.hutch.BoxSpec;
import dev.hutch.EngineChoice;
import dev.hutch.Hutch;
import dev.hutch.HutchOptions;
import dev.hutch.it.Checkout;
import dev.hutch.it.leak.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;

/** How the tests open runtimes and start boxes. */
public final class Boxes {
  private Boxes() {}

  /**
   * A runtime in the tests' home, on the emulated engine.
   *
   * @param pool how many shims it keeps warm
   */
  public static Hutch open(int pool) {
    return Hutch.open(
        HutchOptions.fromEnvironment()
            .home(Checkout.home())
            .engine(EngineChoice.EMULATED)
            .shimPool(pool));
  }

  /** A runtime in the tests' home that only looks after boxes: nothing is made ready. */
  public static Hutch observer() {
    return Hutch.open(
        HutchOptions.fromEnvironment()
            .home(Checkout.home())
            .engine(EngineChoice.EMULATED)
            .shimPool(0)
            .prepareAtOpen(false));
  }

  /** A small box that survives its owner. */
  public static BoxSpec detached() {
    return small().detach(true);
  }

  /** A small box that has time to start on a loaded machine. */
  public static BoxSpec small() {
    return BoxSpec.base().startTimeout(Duration.ofMinutes(2));
  }

  /** A box whose kernel waits for a disk that never comes. */
  public static BoxSpec neverGreeting() {
    return small().kernelArguments("root=/dev/vdz rootwait");
  }

  /** Waits until a shim runs in its jail. */
  public static void awaitWarm() {
    await("a warm shim")
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                Snapshot.execution().traces().getOrDefault("processes", Set.of()).stream()
                    .anyMatch(process -> process.matches("\\d+ java [a-z2-7]{20}")));
  }

  /** Waits until a box has its files, of which the console log is the last, and so boots. */
  public static void awaitOneBooting() {
    Path boxes = Checkout.home().resolve("boxes");
    await("a box that boots")
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              try (Stream<Path> logs = Files.walk(boxes, 2)) {
                return logs.anyMatch(path -> path.endsWith("console.log"));
              }
            });
  }
}
