package dev.hutch;

import dev.hutch.home.BoxDirectory;
import dev.hutch.launch.HostReport;
import dev.hutch.launch.LiveBox;
import dev.hutch.launch.OpenRuntime;
import dev.hutch.lifecycle.EventTail;
import dev.hutch.lifecycle.Prune;
import dev.hutch.lifecycle.StateReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/**
 * Starts boxes. One per process is enough; many processes may share one home. Safe for use by many
 * threads, virtual ones included.
 *
 * <p>A process that ends in order, by a signal too, closes first what it has left open; one that is
 * killed takes its attached boxes with it, and leaves their records for {@link #prune}.
 *
 * <p>Native access is needed by one module: {@code --enable-native-access=dev.hutch.bindings}, or
 * {@code ALL-UNNAMED} on the class path.
 */
public final class Hutch implements AutoCloseable {
  private final OpenRuntime runtime;
  private final Set<Box> boxes = ConcurrentHashMap.newKeySet();
  private final ReadWriteLock starts = new ReentrantReadWriteLock();

  private final LastChance lastChance = new LastChance(this::close);

  private Hutch(OpenRuntime runtime) {
    this.runtime = runtime;
  }

  /** As {@link #open(HutchOptions)} with what the environment says. */
  public static Hutch open() {
    return open(HutchOptions.fromEnvironment());
  }

  /**
   * Makes everything ready that boxes need: chooses the engine, finds or fetches the native
   * libraries, makes the shared disks. The first time in a home this takes seconds to a minute,
   * later milliseconds.
   *
   * @return the caller's to close
   * @throws HostUnsupportedException if this host lacks something; the message names the remedy
   * @throws HutchException if the home cannot be used
   */
  public static Hutch open(HutchOptions options) {
    Hutch hutch = new Hutch(OffCarrier.get(() -> OpenRuntime.open(options)));
    hutch.lastChance.arm();
    return hutch;
  }

  /**
   * What this host can do and what it lacks. Takes less than a second and changes nothing.
   *
   * @param options of which home, engine and libraries count
   */
  public static List<HostCheck> checkHost(HutchOptions options) {
    return OffCarrier.get(() -> HostReport.of(options));
  }

  /** The engine that runs the boxes, never {@link EngineChoice#AUTO}. */
  public EngineChoice engine() {
    return runtime.engine();
  }

  /** Why {@link EngineChoice#AUTO} chose the slower engine, in one line; empty if it did not. */
  public Optional<String> engineNote() {
    return runtime.engineNote();
  }

  /**
   * Waits until as many shims have been started ahead as {@link HutchOptions#shimPool()} says: the
   * next start takes one of them. They are started when the runtime is made ready, and after each
   * start one more, a while later; a start never waits for that by itself.
   *
   * @param timeout how long at most; zero or less only looks
   * @return false if it takes longer, or none can be started, which is then in the log
   * @throws HutchException if the runtime is closed, or the thread is interrupted
   */
  public boolean awaitShims(Duration timeout) {
    OffCarrier.get(runtime::engine); // what is not ready yet is made so in native calls
    try {
      return runtime.awaitShims(timeout);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HutchException("interrupted while waiting for shims that are started ahead", e);
    }
  }

  /**
   * Makes a box and starts it. Returns when its agent is ready to run commands.
   *
   * @return the caller's to close; closing this runtime closes it too. That ends and removes the
   *     box, unless it is {@linkplain BoxSpec#detach(boolean) detached}
   * @throws InvalidSpecException if the specification cannot be met
   * @throws ImageException if there is no such image
   * @throws BoxStartException if the box does not come up; nothing of it is left then
   */
  public Box start(BoxSpec spec) {
    requireImage(spec);
    // a start holds it shared, so that close waits for those under way
    if (!starts.readLock().tryLock()) {
      throw new HutchException("this runtime is being closed: open another to start boxes");
    }
    try {
      LiveBox live = OffCarrier.get(() -> runtime.start(spec));
      return new Box(runtime, runtime.host().home().box(live.id()), live, boxes);
    } finally {
      starts.readLock().unlock();
    }
  }

  /**
   * Makes a box without starting it.
   *
   * @return a handle, to be closed; the box stays until it is removed
   */
  public Box create(BoxSpec spec) {
    requireImage(spec);
    BoxDirectory directory = OffCarrier.get(() -> runtime.create(spec));
    return new Box(runtime, directory, null, boxes);
  }

  /**
   * A box of the home, whoever made it.
   *
   * @param idOrName its whole id, or its name
   * @return a handle, to be closed, which neither stops nor removes a box that was started
   *     elsewhere
   * @throws NoSuchBoxException if there is none
   */
  public Box box(String idOrName) {
    BoxDirectory directory =
        OffCarrier.get(() -> runtime.host().find(idOrName))
            .orElseThrow(
                () ->
                    new NoSuchBoxException(
                        "there is no box '"
                            + Printable.text(idOrName)
                            + "' in "
                            + runtime.host().home().root()
                            + ": see hutch ps -a"));
    return new Box(runtime, directory, null, boxes);
  }

  /** All boxes of the home, the oldest first. */
  public List<BoxInfo> boxes() {
    return OffCarrier.get(() -> new StateReader(runtime.host()).all());
  }

  /** Removes what nobody needs any more: boxes that do not run, orphans, outdated caches. */
  public PruneReport prune(PruneOptions options) {
    return OffCarrier.get(() -> new Prune(runtime.host(), options).run());
  }

  /**
   * Tells what happens to the boxes of the home from now on, whichever process does it.
   *
   * @param listener called on a thread of this runtime, one event at a time; what it throws is
   *     logged
   * @return ends it when closed
   */
  public AutoCloseable onEvent(Consumer<BoxEvent> listener) {
    return OffCarrier.get(() -> EventTail.start(runtime.host(), listener));
  }

  /** What happened to the boxes of the home so far, as far back as it is kept, oldest first. */
  public List<BoxEvent> pastEvents() {
    return OffCarrier.get(() -> runtime.host().home().events().read());
  }

  /**
   * Closes every box that was started here, which ends the attached ones, ends those that are just
   * starting, and closes the runtime. Idempotent.
   */
  @Override
  public void close() {
    lastChance.disarm();
    List<HutchException> failures = new ArrayList<>();
    closeBoxes(failures);
    try {
      OffCarrier.run(runtime::close); // kills shims whose start is under way: it fails soon
    } catch (HutchException e) {
      failures.add(e);
    }
    starts.writeLock().lock();
    try {
      closeBoxes(failures);
    } finally {
      starts.writeLock().unlock();
    }
    if (!failures.isEmpty()) {
      HutchException first = failures.removeFirst();
      failures.forEach(first::addSuppressed);
      throw first;
    }
  }

  private static void requireImage(BoxSpec spec) {
    if (!spec.image().equals(BoxSpec.BASE_IMAGE)) {
      throw new ImageException(
          "there is no image '"
              + Printable.text(spec.image())
              + "': this version knows only the embedded one, '"
              + BoxSpec.BASE_IMAGE
              + "'");
    }
  }

  private void closeBoxes(List<HutchException> failures) {
    for (Box box : boxes) {
      try {
        box.close();
      } catch (HutchException e) {
        failures.add(e);
      }
    }
  }
}
