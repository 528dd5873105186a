package dev.hutch;

import java.util.Locale;

/** What turns a box into a running VM. */
public enum EngineChoice {
  /** {@link #LIBKRUN} where this host's KVM can run a stock guest, otherwise {@link #EMULATED}. */
  AUTO,
  /** libkrun on KVM. */
  LIBKRUN,
  /** QEMU without KVM: the same kernel, disks and agent, on a processor emulated in software. */
  EMULATED;

  /**
   * Reads a choice as the command line writes it.
   *
   * @throws InvalidSpecException if there is no such engine
   */
  public static EngineChoice parse(String text) {
    for (EngineChoice choice : values()) {
      if (choice.toString().equals(text)) {
        return choice;
      }
    }
    throw new InvalidSpecException(
        "there is no engine '" + Printable.text(text) + "': use auto, libkrun or emulated");
  }

  /** The name as the command line writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
