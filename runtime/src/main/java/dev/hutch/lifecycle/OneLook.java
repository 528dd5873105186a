package dev.hutch.lifecycle;

import dev.hutch.jailer.host.HostBoxes;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One look at all processes for many boxes, and none if no box needs it. For one thread. */
final class OneLook implements Supplier<HostBoxes> {
  private final Supplier<HostBoxes> looking;
  private @Nullable HostBoxes seen;

  OneLook(Supplier<HostBoxes> looking) {
    this.looking = looking;
  }

  @Override
  public HostBoxes get() {
    HostBoxes known = seen;
    if (known == null) {
      known = looking.get();
      seen = known;
    }
    return known;
  }
}
