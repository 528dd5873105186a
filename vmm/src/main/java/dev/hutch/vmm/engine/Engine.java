package dev.hutch.vmm.engine;

import dev.hutch.vmm.relay.RelayEnd;
import dev.hutch.vmm.spec.EngineFiles;
import dev.hutch.vmm.spec.EngineKind;

/**
 * Runs one machine. {@link #link()} is optional and comes first, then {@link #prepare}, then {@link
 * #run}.
 */
public sealed interface Engine permits LibkrunEngine, EmulatedEngine {
  /**
   * Chooses the engine.
   *
   * @param kind which one
   * @param files where its programs and libraries are
   */
  static Engine of(EngineKind kind, EngineFiles files) {
    return kind == EngineKind.LIBKRUN ? new LibkrunEngine(files) : new EmulatedEngine(files);
  }

  /**
   * Loads what can be loaded before there is a machine. May be left out: {@link #prepare} does it
   * then.
   *
   * @throws EngineException if something is missing
   */
  void link();

  /**
   * Gives the machine to the engine, up to the point where only the start is left.
   *
   * @throws EngineException if the host or the engine cannot run it
   */
  void prepare(Machine machine);

  /**
   * Runs the machine and its relay. Blocks. An engine that is this process never returns: it ends
   * through {@link Course#end} or with the process.
   *
   * @return why it ended; the machine is gone by then
   * @throws EngineException if the machine cannot be started
   */
  RelayEnd run(Course course);
}
