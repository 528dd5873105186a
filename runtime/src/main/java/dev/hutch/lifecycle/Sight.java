package dev.hutch.lifecycle;

import dev.hutch.BoxState;
import dev.hutch.home.BoxDirectory;
import dev.hutch.jailer.host.HostBoxes;
import dev.hutch.jailer.lock.BoxLock;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * What one look at a box has shown.
 *
 * @param story its journal
 * @param locked whether its lock was held
 * @param pid its shim
 * @param evidence what that comes to
 */
record Sight(Story story, boolean locked, OptionalInt pid, Evidence evidence) {
  private static final int LOOKS = 5;

  /**
   * Looks. The facts are read one after the other while the box goes its way: what does not fit
   * together, or looks like a failure, is looked at again until the same is seen twice.
   *
   * @param seen a look at the host's processes that may be older
   * @param anew takes a look of this moment
   */
  static Sight of(BoxDirectory box, Supplier<HostBoxes> seen, Supplier<HostBoxes> anew) {
    Sight sight = once(box, seen);
    for (int looks = 1; looks < LOOKS && sight.isBad(); looks++) {
      Sight next = once(box, new OneLook(anew));
      if (next.equals(sight)) {
        return next;
      }
      sight = next;
    }
    return sight;
  }

  private static Sight once(BoxDirectory box, Supplier<HostBoxes> look) {
    Story story = Story.of(box);
    boolean locked = BoxLock.isHeld(box.lock());
    OptionalInt pid = new ShimPid(box).read(locked, look);
    Evidence evidence = Evidence.of(locked, story, () -> pid.isPresent() || lives(box, look));
    return new Sight(story, locked, pid, evidence);
  }

  private boolean isBad() {
    boolean recorded = story.isOver() && !locked;
    return evidence.state() == BoxState.UNKNOWN
        || (evidence.state() == BoxState.FAILED && !recorded);
  }

  private static boolean lives(BoxDirectory box, Supplier<HostBoxes> look) {
    return !look.get().processes(BoxHost.id(box)).isEmpty()
        || look.get().populated().contains(BoxHost.id(box));
  }
}
