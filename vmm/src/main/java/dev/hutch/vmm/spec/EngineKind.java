package dev.hutch.vmm.spec;

/** What turns a {@link VmSpec} into a running virtual machine. */
public enum EngineKind {
  /** libkrun on KVM, in the shim's own process. */
  LIBKRUN("libkrun"),
  /** QEMU's software emulation, in a child of the shim. */
  EMULATED("emulated");

  private final String text;

  EngineKind(String text) {
    this.text = text;
  }

  /** Returns the name used in options and on the control socket, for example {@code libkrun}. */
  public String text() {
    return text;
  }

  /**
   * Finds the engine of a name.
   *
   * @param text a name as returned by {@link #text()}
   * @throws VmSpecException if no engine has this name
   */
  public static EngineKind of(String text) {
    if (LIBKRUN.text.equals(text)) {
      return LIBKRUN;
    }
    if (EMULATED.text.equals(text)) {
      return EMULATED;
    }
    throw new VmSpecException("engine: '" + Rules.shown(text) + "' is none of libkrun, emulated");
  }
}
