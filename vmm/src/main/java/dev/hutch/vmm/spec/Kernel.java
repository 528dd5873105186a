package dev.hutch.vmm.spec;

/**
 * The guest's kernel.
 *
 * @param descriptor index of the descriptor of an ELF file with a Xen PVH entry note
 * @param commandLine printable ASCII without quotation marks, at most {@link #MAX_COMMAND_LINE}
 *     characters
 */
public record Kernel(int descriptor, String commandLine) {
  /** What the x86-64 boot protocol leaves to a command line, its final NUL included. */
  public static final int COMMAND_LINE_SIZE = 2048;

  /** What one {@code virtio_mmio.device=} parameter, added by the engine, takes at most. */
  private static final int DEVICE_PARAMETER = 48;

  /** The longest command line, in characters, that leaves room for the engine's own parameters. */
  public static final int MAX_COMMAND_LINE =
      COMMAND_LINE_SIZE - 1 - DEVICE_PARAMETER * VmSpec.MAX_DEVICES;

  /**
   * Checks the kernel.
   *
   * @throws VmSpecException if the index or the command line cannot be used
   */
  public Kernel {
    Rules.descriptor("descriptor of the kernel", descriptor);
    if (commandLine.isEmpty() || commandLine.length() > MAX_COMMAND_LINE) {
      throw new VmSpecException(
          "kernel command line: "
              + commandLine.length()
              + " characters are not within 1.."
              + MAX_COMMAND_LINE
              + " ("
              + COMMAND_LINE_SIZE
              + " less the room for device parameters)");
    }
    for (int i = 0; i < commandLine.length(); i++) {
      char c = commandLine.charAt(i);
      if (c < ' ' || c > '~' || c == '"') {
        throw new VmSpecException(
            "kernel command line: character "
                + (int) c
                + " at position "
                + i
                + " is not printable ASCII or is a quotation mark");
      }
    }
  }
}
