package dev.hutch;

import dev.hutch.home.BoxDirectory;
import dev.hutch.launch.LiveBox;
import dev.hutch.launch.OpenRuntime;
import dev.hutch.lifecycle.BoxHost;
import dev.hutch.lifecycle.Ending;
import dev.hutch.lifecycle.Removal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one handle holds of its box: something where the box was started through it, nothing
 * otherwise. Blocks in native calls: platform threads only.
 */
final class Holding {
  private static final Duration PROOF = Duration.ofSeconds(10);

  private final OpenRuntime runtime;
  private final BoxHost host;
  private final BoxDirectory directory;
  private final boolean removedAtClose;
  private @Nullable LiveBox live;
  private boolean closed;

  /**
   * Of a box that was just started, or was found.
   *
   * @param started what this process holds of a box that it has made and started
   */
  Holding(OpenRuntime runtime, BoxDirectory directory, @Nullable LiveBox started) {
    this.runtime = runtime;
    this.host = runtime.host();
    this.directory = directory;
    this.removedAtClose = started != null && !started.survives();
    if (started != null) {
      hold(started);
    }
  }

  /** Starts the box; from now on it is held. */
  void start() {
    requireThere();
    hold(runtime.start(directory));
  }

  /** Ends the box in some way, after which what was held of it is given back. */
  void end(Runnable how) {
    requireThere();
    how.run();
    giveBack();
  }

  /** Ends what is to end with its handle, and gives back the rest. Idempotent. */
  synchronized void close() {
    if (live == null || closed) {
      return;
    }
    if (!live.survives()) {
      endForGood();
    }
    live.close();
    closed = true;
  }

  /** Lets the box go on for good; from now on it is detached. */
  synchronized void leave() {
    requireThere();
    if (live == null || closed) {
      throw new HutchException(
          "the box " + directory.id() + " does not run by a start through this handle");
    }
    if (live.survives()) {
      return;
    }
    if (!live.isLeavable()) {
      throw new HutchException(
          "the box "
              + directory.id()
              + " ends with this process: start it by a spec with leavable(true) to leave it");
    }
    // The record first: a box that goes on is never one that its record calls attached.
    directory.write(directory.readRecord().left());
    if (!live.leave()) {
      throw new BoxGoneException("the box " + directory.id() + " has ended");
    }
  }

  /**
   * Where the time of the start went.
   *
   * @throws IllegalStateException if it was not started through this handle
   */
  synchronized StartTimeline timeline() {
    if (live == null) {
      throw new IllegalStateException(
          "the box " + directory.id() + " was not started through this handle");
    }
    return live.timeline();
  }

  /**
   * Fails if the box is not there any more.
   *
   * @throws NoSuchBoxException if it has been removed
   */
  void requireThere() {
    if (!directory.exists()) {
      throw gone();
    }
  }

  NoSuchBoxException gone() {
    return new NoSuchBoxException("the box " + directory.id() + " has been removed");
  }

  private synchronized void hold(LiveBox started) {
    giveBack();
    live = started;
    closed = false;
    started.onEndByItself(() -> new Ending(host).noticeEnd(directory));
  }

  private synchronized void giveBack() {
    if (live != null) {
      live.close();
    }
  }

  private void endForGood() {
    try {
      if (!removedAtClose) {
        new Ending(host).kill(directory);
      } else {
        new Removal(host).force(directory);
      }
    } catch (NoSuchBoxException e) {
      // its files were removed by others; whether its processes are gone has still to be proven
      host.teardown().kill(BoxHost.id(directory), BoxHost.files(directory), PROOF).close();
    }
  }
}
