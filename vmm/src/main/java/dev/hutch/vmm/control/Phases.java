package dev.hutch.vmm.control;

import java.util.List;

/** The names of the points a shim passes on its way, in this order. */
public final class Phases {
  /** The virtual machine started {@code main}. */
  public static final String MAIN = "main";

  /** Everything that can be linked without a configuration is. */
  public static final String LINKED = "linked";

  /** The configuration was received and is valid. */
  public static final String CONFIGURED = "configured";

  /** The engine has accepted all of the machine. */
  public static final String PREPARED = "prepared";

  /** The engine was told to run: libkrun entered, or QEMU spawned. */
  public static final String STARTED = "started";

  /** The guest's agent has greeted. */
  public static final String HELLO = "hello";

  /** The machine runs and its connections are relayed; named only in failures. */
  public static final String RUNNING = "running";

  /** Every point that a shim tells of, in this order. */
  public static final List<String> REACHED =
      List.of(MAIN, LINKED, CONFIGURED, PREPARED, STARTED, HELLO);

  private Phases() {}
}
