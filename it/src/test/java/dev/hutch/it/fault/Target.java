package dev.hutch.it.fault;

import dev.hutch.it.leak.BoxLook;
import dev.hutch.it.leak.BoxLook.Part;
import dev.hutch.it.leak.Proc;
import dev.hutch.it.service.RunningService;
import java.util.Locale;
import java.util.OptionalLong;

/** Which process the fault hits. */
enum Target {
  SERVICE,
  OUTER_BWRAP,
  INNER_BWRAP,
  SHIM;

  /** Its pid; empty if it is not there (yet, or any more). */
  OptionalLong pid(RunningService service, String box) {
    return switch (this) {
      case SERVICE -> OptionalLong.of(service.pid());
      case OUTER_BWRAP -> part(Part.OUTER_BWRAP, box);
      case INNER_BWRAP -> part(Part.INNER_BWRAP, box);
      case SHIM -> part(Part.SHIM, box);
    };
  }

  private static OptionalLong part(Part part, String box) {
    return BoxLook.at(box).part(part).stream().mapToLong(Proc::pid).findFirst();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
