package dev.hutch.lifecycle;

import dev.hutch.BoxEvent;
import dev.hutch.BoxSpec;
import dev.hutch.HutchException;
import dev.hutch.home.BoxDirectory;
import dev.hutch.home.BoxRecord;
import dev.hutch.jailer.BoxLockedException;
import dev.hutch.jailer.lock.BoxLock;
import dev.hutch.points.Point;
import dev.hutch.points.Points;
import dev.hutch.rootfs.BoxDisk;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Makes the files of boxes.
 *
 * @param host whose boxes
 * @param disks makes their disks
 */
public record Creation(BoxHost host, BoxDisk disks) {
  /**
   * Makes a box.
   *
   * @param id an id that no box has
   * @return the box's lock, held, for the caller to close; nothing is left where this fails
   */
  public BoxLock make(String id, BoxSpec spec) {
    Events.Span span = host.events().begin(BoxEvent.Kind.CREATED);
    BoxRecord record = new BoxRecord(id, Instant.now().truncatedTo(ChronoUnit.MILLIS), spec);
    BoxDirectory box = BoxDirectory.create(host.home(), id);
    BoxLock lock = null;
    boolean made = false;
    try {
      lock = BoxLock.acquire(box.lock());
      Points.reached(Point.LOCKED, id);
      box.write(record);
      new Renaming(host).claim(record);
      Points.reached(Point.RECORDED, id);
      disks.create(box.disk(), spec.disk().bytes());
      made = true;
    } catch (BoxLockedException e) {
      throw new HutchException("the box " + id + " was pruned while it was made: try again", e);
    } finally {
      if (!made) {
        undo(box, record, lock);
      }
    }
    span.over(id, spec.name(), spec.image());
    return lock;
  }

  private void undo(
      BoxDirectory box, BoxRecord record, @org.jspecify.annotations.Nullable BoxLock lock) {
    box.moveAway().ifPresent(BoxDirectory::delete);
    if (!record.spec().name().isEmpty()) {
      host.home().names().release(record.spec().name(), box.id());
    }
    if (lock != null) {
      lock.close();
    }
  }
}
