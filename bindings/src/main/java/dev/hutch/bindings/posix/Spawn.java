package dev.hutch.bindings.posix;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A program to be started with posix_spawn(3), and exactly what it gets: its arguments, its
 * environment (empty unless given), its descriptors. Not safe for use by several threads.
 *
 * <p>Descriptors 0, 1 and 2 are the parent's own unless something is put in their place. Of all
 * others the child has those that {@link #dup2} names, and no more, whether close-on-exec or not
 * (the JDK does not set it on its own).
 */
public final class Spawn {
  /** A descriptor of ours and the number it gets in the child. */
  record Placement(Fd source, int target) {}

  final String file;
  final List<String> arguments = new ArrayList<>();
  final Map<String, String> environment = new LinkedHashMap<>();
  final List<Placement> placements = new ArrayList<>();
  int closeFrom = 3;
  boolean resetSignals;
  boolean newSession;

  private Spawn(String file) {
    this.file = file;
    arguments.add(file);
  }

  /**
   * A program by its path; {@code PATH} is not searched. It is also the first argument, argv[0].
   */
  public static Spawn of(String file) {
    return new Spawn(file);
  }

  /** As {@link #of(String)}. */
  public static Spawn of(Path file) {
    return new Spawn(file.toString());
  }

  /** Adds one argument. */
  public Spawn arg(String argument) {
    arguments.add(argument);
    return this;
  }

  /** Adds arguments. */
  public Spawn args(List<String> more) {
    arguments.addAll(more);
    return this;
  }

  /** Adds to the environment, which is empty at first; nothing of ours is inherited. */
  public Spawn env(Map<String, String> variables) {
    environment.putAll(variables);
    return this;
  }

  /**
   * Gives the child a descriptor under a number, whatever the number means in this process: the
   * places are taken as if all at once, so two descriptors can also change places.
   *
   * @param source borrowed until {@link #start()} returns
   * @param target the number in the child
   * @throws IllegalArgumentException if the number is negative or taken
   */
  public Spawn dup2(Fd source, int target) {
    if (target < 0 || places(target)) {
      throw new IllegalArgumentException("descriptor number " + target + " is negative or taken");
    }
    placements.add(new Placement(source, target));
    closeFrom = Math.max(closeFrom, target + 1);
    return this;
  }

  /**
   * Leaves the child nothing from this number on. Without this call it is 3 or the number after the
   * highest target; a lower number than that is raised to it.
   */
  public Spawn closeFrom(int lowest) {
    closeFrom = Math.max(closeFrom, lowest);
    return this;
  }

  /** Gives the child default actions for all signals and blocks none. */
  public Spawn resetSignals() {
    resetSignals = true;
    return this;
  }

  /** Makes the child the leader of a new session, without a controlling terminal. */
  public Spawn newSession() {
    newSession = true;
    return this;
  }

  boolean places(int target) {
    for (Placement placement : placements) {
      if (placement.target() == target) {
        return true;
      }
    }
    return false;
  }

  /**
   * Starts the program. Returns when it has been executed.
   *
   * @return the child, whose pidfd the caller closes and whose status it collects
   * @throws PosixException ENOENT, EACCES, ENOEXEC ... if it could not be executed, EAGAIN at the
   *     limit of processes
   * @throws IllegalArgumentException for a NUL in an argument or variable, or a "=" in a name
   */
  public Child start() {
    return SpawnCall.start(this);
  }
}
