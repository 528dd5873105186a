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
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first socket makes the JDK open descriptors of its own, for good. */
  private static void openWhatTheJdkKeepsOpen() throws IOException {
    ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX).close();
    SocketChannel.open(java.net.StandardProtocolFamily.UNIX).close();
  }

  /** A first use fetches and trains, and says so: no test shall take that for its own. */
  private static void useForTheFirstTime() {
    Ended ended = HutchCommand.running("true").run();
    if (ended.exit() != 0) {
      throw new AssertionError("hutch run -- true does not work here: " + ended);
    }
  }
}
