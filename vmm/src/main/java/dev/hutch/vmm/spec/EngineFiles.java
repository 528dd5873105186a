package dev.hutch.vmm.spec;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The programs and libraries an engine is made of, as absolute paths inside the shim's mount
 * namespace.
 *
 * @param libkrun {@code libkrun.so}; needed by {@link EngineKind#LIBKRUN}
 * @param libkrunfw {@code libkrunfw.so}, or null: a machine with a kernel of its own, as all of
 *     ours, does not need it
 * @param qemu {@code qemu-system-*}; needed by {@link EngineKind#EMULATED}
 * @param firmware the directory with QEMU's {@code bios-microvm.bin}; null for the one QEMU was
 *     built with
 */
public record EngineFiles(
    @Nullable Path libkrun,
    @Nullable Path libkrunfw,
    @Nullable Path qemu,
    @Nullable Path firmware) {
  /**
   * Checks the paths.
   *
   * @throws VmSpecException if one is relative, or has a control character, or QEMU would misread
   *     it
   */
  public EngineFiles {
    absolute("libkrun", libkrun);
    absolute("libkrunfw", libkrunfw);
    absolute("qemu", qemu);
    absolute("qemu firmware", firmware);
  }

  /** Returns the files of the libkrun engine. */
  public static EngineFiles libkrun(Path libkrun) {
    return new EngineFiles(libkrun, null, null, null);
  }

  /** Returns the files of the emulated engine. */
  public static EngineFiles emulated(Path qemu, @Nullable Path firmware) {
    return new EngineFiles(null, null, qemu, firmware);
  }

  private static void absolute(String field, @Nullable Path path) {
    if (path == null) {
      return;
    }
    Rules.line(field, path.toString());
    if (!path.isAbsolute()) {
      throw new VmSpecException(
          field + ": '" + Rules.shown(path.toString()) + "' is not an absolute path");
    }
  }
}
