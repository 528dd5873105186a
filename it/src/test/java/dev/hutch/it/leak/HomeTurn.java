package dev.hutch.it.leak;

import static org.awaitility.Awaitility.await;

import dev.hutch.it.Checkout;
import dev.hutch.it.Ended;
import dev.hutch.it.HutchCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One test JVM at a time looks at a home: another one's boxes would count as ours. */
final class HomeTurn {
  private static @Nullable FileLock lock;

  private HomeTurn() {}

  /** Waits for it, once; it lasts as long as this JVM. */
  static synchronized void take() {
    if (lock != null) {
      return;
    }
    Path file = Checkout.home().resolveSibling(Checkout.home().getFileName() + ".turn");
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      await("the turn of other tests in " + Checkout.home())
          .atMost(Duration.ofMinutes(15))
          .until(
              () -> {
                lock = channel.tryLock();
                return lock != null;
              });
      openWhatTheJdkKeepsOpen();
      useForTheFirstTime();
      endWhatAnEarlierRunLeft();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first socket makes the JDK open descriptors of its own, for good. */
  private static void openWhatTheJdkKeepsOpen() throws IOException {
    ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX).close();
    SocketChannel.open(java.net.StandardProtocolFamily.UNIX).close();
  }

  /**
   * A test run that was killed leaves boxes, live ones too. Whoever finds such a home gets rid of
   * them by the product's own command; that this works, whatever the run was killed at, is part of
   * what is tested. It is said aloud, and done before the first guard looks.
   */
  private static void endWhatAnEarlierRunLeft() {
    Ended listed = HutchCommand.of("ps", "-a", "-q").run();
    List<String> left = listed.lines();
    if (left.isEmpty() && HomeTraces.boxFiles().isEmpty()) {
      return;
    }
    System.err.println("an earlier run was ended early and left these boxes: " + left);
    for (String box : left) {
      HutchCommand.of("rm", "-f", box).run();
    }
    Ended pruned = HutchCommand.of("prune", "--force").run();
    Set<String> remaining = HomeTraces.boxFiles();
    if (pruned.exit() != 0 || !remaining.isEmpty()) {
      throw new AssertionError(
          "hutch rm -f and prune --force left " + remaining + " of an earlier run; " + pruned);
    }
  }

  /** A first use fetches and trains, and says so: no test shall take that for its own. */
  private static void useForTheFirstTime() {
    Ended ended = HutchCommand.running("true").run();
    if (ended.exit() != 0) {
      throw new AssertionError("hutch run -- true does not work here: " + ended);
    }
  }
}
