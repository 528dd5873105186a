package dev.hutch.vmm.shim;

import dev.hutch.vmm.control.Phases;
import dev.hutch.vmm.spec.BoxId;
import dev.hutch.vmm.spec.EngineFiles;
import dev.hutch.vmm.spec.EngineKind;
import dev.hutch.vmm.spec.VmSpecException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The shim's arguments: {@code [--train] [--owner PID:START] [--stop-at PHASE] [--engine NAME
 * [--libkrun PATH] [--libkrunfw PATH]] BOX}. The engine is a hint what to link while there is time;
 * the configuration decides. The owner is there to be read by who finds this process, and unused
 * here. The box id is one whole argument, and the last: by it the process is known.
 *
 * @param boxId the box
 * @param engine what to link before the configuration comes, or null
 * @param files the engine's libraries, as far as given
 * @param stopAt for tests: once the shim has said that it reached this point, one of {@link
 *     Phases}, it stops itself with SIGSTOP; or null
 * @param training whether this run only warms a class cache up
 */
record ShimOptions(
    BoxId boxId,
    @Nullable EngineKind engine,
    EngineFiles files,
    @Nullable String stopAt,
    boolean training) {

  static ShimOptions parse(String[] arguments) {
    EngineKind engine = null;
    Path libkrun = null;
    Path libkrunfw = null;
    String stopAt = null;
    boolean training = false;
    int last = arguments.length - 1;
    for (int i = 0; i < last; i++) {
      String option = arguments[i];
      if (option.equals("--train")) {
        training = true;
      } else if (i + 1 >= last) {
        throw new VmSpecException("option " + option + ": unknown, or its value is missing");
      } else if (option.equals("--owner")) {
        i++;
      } else if (option.equals("--stop-at")) {
        stopAt = point(arguments[++i]);
      } else if (option.equals("--engine")) {
        engine = EngineKind.of(arguments[++i]);
      } else if (option.equals("--libkrun")) {
        libkrun = Path.of(arguments[++i]);
      } else if (option.equals("--libkrunfw")) {
        libkrunfw = Path.of(arguments[++i]);
      } else {
        throw new VmSpecException("option " + option + ": unknown");
      }
    }
    if (last < 0) {
      throw new VmSpecException("the box id is missing");
    }
    return new ShimOptions(
        new BoxId(arguments[last]),
        engine,
        new EngineFiles(libkrun, libkrunfw, null, null),
        stopAt,
        training);
  }

  private static String point(String name) {
    for (String known : Phases.REACHED) {
      if (known.equals(name)) {
        return known;
      }
    }
    throw new VmSpecException("option --stop-at: '" + name + "' is none of the points of a start");
  }
}
