package dev.hutch.lifecycle;

import dev.hutch.BoxEvent;
import dev.hutch.BoxRunningException;
import dev.hutch.NoSuchBoxException;
import dev.hutch.home.BoxDirectory;
import dev.hutch.jailer.teardown.Proof;
import dev.hutch.jailer.teardown.Remains;
import dev.hutch.points.Point;
import dev.hutch.points.Points;
import java.time.Duration;

/**
 * Deletes boxes.
 *
 * @param host whose boxes
 */
public record Removal(BoxHost host) {
  private static final Duration PROOF = Duration.ofSeconds(10);

  /**
   * Deletes a box of which nothing runs.
   *
   * @throws BoxRunningException if something does
   * @throws NoSuchBoxException if there is no such box (any more)
   */
  public void remove(BoxDirectory box) {
    Events.Span span = host.events().begin(BoxEvent.Kind.REMOVED);
    requireThere(box);
    try (Proof proof =
        host.teardown()
            .prove(BoxHost.id(box), BoxHost.files(box))
            .orElseThrow(() -> running(box))) {
      delete(box, proof, span);
    }
  }

  /**
   * Kills what runs of a box, whatever state its files are in and whoever holds its lock, and
   * deletes it.
   *
   * @throws NoSuchBoxException if there is no such box (any more)
   * @throws dev.hutch.jailer.teardown.TeardownException if something of it cannot be ended
   */
  public void force(BoxDirectory box) {
    Events.Span span = host.events().begin(BoxEvent.Kind.REMOVED);
    requireThere(box);
    new Ending(host).markStopping(box);
    try (Proof proof = host.teardown().killForced(BoxHost.id(box), BoxHost.files(box), PROOF)) {
      Points.reached(Point.PROVEN, box.id());
      delete(box, proof, span);
    }
  }

  private void delete(BoxDirectory box, Proof proof, Events.Span span) {
    String name = host.name(box);
    Points.reached(Point.DELETING, box.id());
    BoxDirectory doomed = box.moveAway().orElseThrow(() -> gone(box));
    if (!proof.heldBy().isEmpty()) {
      // whoever has the lock in our place may have let another starter in before the move
      host.teardown().killForced(BoxHost.id(box), BoxHost.files(doomed), PROOF).close();
    }
    if (!name.isEmpty()) {
      host.home().names().release(name, box.id());
    }
    doomed.delete();
    Points.reached(Point.DELETED, box.id());
    span.over(box.id(), name, "");
  }

  private static void requireThere(BoxDirectory box) {
    if (!box.exists()) {
      throw gone(box);
    }
  }

  private static NoSuchBoxException gone(BoxDirectory box) {
    return new NoSuchBoxException("the box " + box.id() + " is gone already");
  }

  private BoxRunningException running(BoxDirectory box) {
    Remains remains = host.teardown().observe(BoxHost.id(box), BoxHost.files(box));
    return new BoxRunningException(
        "the box " + box.id() + " runs (" + remains + "): stop it first, or remove it by force");
  }
}
