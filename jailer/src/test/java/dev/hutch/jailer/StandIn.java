package dev.hutch.jailer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hutch.bindings.posix.Received;
import dev.hutch.jailer.bwrap.Bubblewrap;
import dev.hutch.jailer.bwrap.JailSpec;
import dev.hutch.jailer.bwrap.SharedLibraries;
import dev.hutch.jailer.supervisor.ShimProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Shells that stand in for a shim: they say "warm" on descriptor 0 and carry the box id as their
 * last argument.
 */
public final class StandIn {
  private static final SharedLibraries LIBRARIES = new SharedLibraries();
  private static final List<Path> TOOLS =
      Stream.of("sh", "sleep", "cat", "ls", "setsid", "chmod")
          .map(name -> Path.of("/bin", name))
          .toList();

  /** The host's bubblewrap. */
  public static final Bubblewrap BUBBLEWRAP = Bubblewrap.find();

  /** Time enough for anything here on a busy machine. */
  public static final Duration LONG = Duration.ofSeconds(20);

  private StandIn() {}

  /** An id that nobody else has. */
  public static BoxId freshId() {
    return new BoxId("test-" + Long.toHexString(ThreadLocalRandom.current().nextLong()));
  }

  /** A jail in which a shell runs this script, {@code $1} being the box id. */
  public static JailSpec shell(BoxId box, String script) {
    List<Path> files = new ArrayList<>(TOOLS);
    TOOLS.forEach(tool -> files.addAll(LIBRARIES.of(tool)));
    return JailSpec.of(box, List.of("/bin/sh", "-c", script, "sh")).withReadOnly(files);
  }

  /** A jail whose shell says that it is warm, starts a child, and ends when its owner is gone. */
  public static JailSpec idle(BoxId box) {
    return shell(box, "sleep 1000 <&- & echo warm >&0; read line; kill $!");
  }

  /**
   * As {@link #idle}, but nothing the owner does ends it, its children having left its session and
   * its parenthood.
   */
  public static JailSpec stubborn(BoxId box) {
    return shell(
        box,
        "trap '' TERM INT HUP; (setsid sleep 1000 <&- &); (setsid sh -c 'sleep 1000' <&- &); echo warm >&0;"
            + " while :; do sleep 1000 <&-; done");
  }

  /** Waits until the stand-in says that it is warm. */
  public static ShimProcess warm(ShimProcess shim) {
    try (Received message = shim.await("warm", Deadline.in(LONG))) {
      if (!new String(message.data(), UTF_8).equals("warm\n")) {
        throw new AssertionError("the stand-in said: " + new String(message.data(), UTF_8));
      }
    }
    return shim;
  }
}
