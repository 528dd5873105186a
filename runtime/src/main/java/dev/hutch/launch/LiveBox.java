package dev.hutch.launch;

import dev.hutch.StartTimeline;
import dev.hutch.home.BoxDirectory;
import dev.hutch.jailer.teardown.Proof;
import dev.hutch.jailer.teardown.TeardownException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A box that was started here, until it is removed. Closing it kills it, proves that nothing is
 * left and deletes its files.
 */
public final class LiveBox implements AutoCloseable {
  private static final Duration PROOF = Duration.ofSeconds(10);

  private final Installation installation;
  private final WarmShim shim;
  private final BoxDirectory directory;
  private final StartTimeline timeline;
  private Runnable whenRemoved = () -> {};
  private boolean removed;

  LiveBox(
      Installation installation, WarmShim shim, BoxDirectory directory, StartTimeline timeline) {
    this.installation = installation;
    this.shim = shim;
    this.directory = directory;
    this.timeline = timeline;
  }

  /** The box's id. */
  public String id() {
    return shim.id().value();
  }

  /** Where its start's time went. */
  public StartTimeline timeline() {
    return timeline;
  }

  /** Sets what to call once its files are deleted. */
  public synchronized void onRemoved(Runnable action) {
    whenRemoved = action;
  }

  /** Where its agent is reached. */
  public Path agentSocket() {
    return directory.agentSocket();
  }

  /** Whether its shim runs. */
  public boolean isAlive() {
    return shim.isAlive();
  }

  /** Waits for its shim to end; false if the time was over first. */
  public boolean awaitEnd(Duration timeout) {
    return shim.process().awaitExit(timeout);
  }

  /**
   * Kills what is left of the box and returns when it is proven that nothing is. Its files stay.
   *
   * @throws TeardownException if that cannot be proven in time
   */
  public synchronized void kill() {
    end().close();
  }

  /** Kills the box, with proof, and deletes its files. */
  @Override
  public synchronized void close() {
    if (removed) {
      return;
    }
    // its lock is held until the files are gone: nobody can start the box in between
    Proof proof = end();
    try {
      directory.delete();
      removed = true;
    } finally {
      proof.close();
    }
    whenRemoved.run();
  }

  private Proof end() {
    shim.close();
    return installation.teardown().kill(shim.id(), installation.files(shim.id()), PROOF);
  }
}
