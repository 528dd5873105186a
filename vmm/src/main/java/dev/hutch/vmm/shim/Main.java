package dev.hutch.vmm.shim;

import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.Posix;
import dev.hutch.vmm.control.ControlEncoder;
import dev.hutch.vmm.control.Phases;
import dev.hutch.vmm.relay.Owner;
import dev.hutch.vmm.spec.VmSpecException;

/** The shim's entry. Descriptor 0 is the control socket to its supervisor. */
public final class Main {
  private static final int CONTROL = 0;

  private Main() {}

  /**
   * Runs a machine; ends with it, by {@code _exit}. With {@code --train} it leaves in the ordinary
   * way instead, so that the virtual machine can write its class cache.
   *
   * @param arguments see {@link ShimOptions}
   */
  public static void main(String[] arguments) {
    long began = System.nanoTime();
    Fd control = Fd.adopt(CONTROL);
    ShimOptions options;
    try {
      options = ShimOptions.parse(arguments);
    } catch (VmSpecException e) {
      new Owner(control).send(ControlEncoder.failed(Phases.MAIN, String.valueOf(e.getMessage())));
      throw Posix.exitNow(Shim.EXIT_FAILED);
    }
    if (options.training()) {
      Training.run(options);
      return;
    }
    new Shim(options, new Owner(control, options.stopAt())).run(began);
  }
}
