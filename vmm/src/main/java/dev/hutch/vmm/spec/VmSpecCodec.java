package dev.hutch.vmm.spec;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a {@link VmSpec} as {@code key=value} lines and reads it back. {@code
 * decode(encode(spec))} equals {@code spec}; a text that is not exactly one specification is
 * refused.
 */
public final class VmSpecCodec {
  /** The longest text, in characters; a longer one is refused unread. */
  public static final int MAX_TEXT = 32 * 1024;

  private VmSpecCodec() {}

  /** Returns the specification as lines, each ended by a newline. */
  public static String encode(VmSpec spec) {
    StringBuilder text = new StringBuilder(512);
    put(text, "box", spec.boxId().text());
    put(text, "hostname", spec.hostName());
    put(text, "engine", spec.engine().text());
    put(text, "vcpus", spec.vcpus());
    put(text, "memory.mib", spec.memoryMib());
    put(text, "kernel.fd", spec.kernel().descriptor());
    put(text, "kernel.cmdline", spec.kernel().commandLine());
    putDisks(text, spec.disks());
    putDescriptors(text, spec.descriptors());
    putPath(text, "libkrun", spec.files().libkrun());
    putPath(text, "libkrunfw", spec.files().libkrunfw());
    putPath(text, "qemu", spec.files().qemu());
    putPath(text, "qemu.firmware", spec.files().firmware());
    put(text, "detached", spec.detached() ? "true" : "false");
    put(text, "hello.timeout.ms", spec.helloTimeout().toMillis());
    return text.toString();
  }

  /**
   * Reads a specification.
   *
   * @param text the lines
   * @throws VmSpecException if it is not one valid specification, naming the key and the value
   */
  public static VmSpec decode(String text) {
    return decode(text, 0);
  }

  /**
   * Reads a specification out of a longer text.
   *
   * @param text the lines
   * @param start where the first of them begins
   * @throws VmSpecException if what follows is not one valid specification
   */
  public static VmSpec decode(String text, int start) {
    if (text.length() - start > MAX_TEXT) {
      throw new VmSpecException("specification: longer than " + MAX_TEXT + " characters");
    }
    KeyValues values = KeyValues.parse(text, start);
    VmSpec spec =
        new VmSpec(
            new BoxId(values.take("box")),
            values.take("hostname"),
            EngineKind.of(values.take("engine")),
            values.takeInt("vcpus"),
            values.takeInt("memory.mib"),
            new Kernel(values.takeInt("kernel.fd"), values.take("kernel.cmdline")),
            takeDisks(values),
            takeDescriptors(values),
            new EngineFiles(
                takePath(values, "libkrun"),
                takePath(values, "libkrunfw"),
                takePath(values, "qemu"),
                takePath(values, "qemu.firmware")),
            values.takeBoolean("detached"),
            Duration.ofMillis(values.takeNumber("hello.timeout.ms")));
    values.finish();
    return spec;
  }

  private static void putDisks(StringBuilder text, List<Disk> disks) {
    put(text, "disks", disks.size());
    for (int i = 0; i < disks.size(); i++) {
      Disk disk = disks.get(i);
      String prefix = "disk." + i;
      put(text, prefix + ".name", disk.name());
      put(text, prefix + ".readonly", disk.readOnly() ? "true" : "false");
      put(text, prefix + ".fd", disk.descriptor());
    }
  }

  private static List<Disk> takeDisks(KeyValues values) {
    int count = Rules.within("disks", values.takeInt("disks"), 1, VmSpec.MAX_DISKS);
    List<Disk> disks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String prefix = "disk." + i;
      disks.add(
          new Disk(
              values.take(prefix + ".name"),
              values.takeBoolean(prefix + ".readonly"),
              values.takeInt(prefix + ".fd")));
    }
    return disks;
  }

  private static void putDescriptors(StringBuilder text, Descriptors descriptors) {
    put(text, "lock.fd", descriptors.lock());
    put(text, "listener.fd", descriptors.listener());
    put(text, "console.log.fd", descriptors.consoleLog());
    put(text, "journal.fd", descriptors.journal());
    put(text, "console.pipe", descriptors.hasConsolePipe() ? "true" : "false");
    if (descriptors.hasConsolePipe()) {
      put(text, "console.reader.fd", descriptors.consoleReader());
      put(text, "console.writer.fd", descriptors.consoleWriter());
    }
  }

  private static Descriptors takeDescriptors(KeyValues values) {
    int lock = values.takeInt("lock.fd");
    int listener = values.takeInt("listener.fd");
    int consoleLog = values.takeInt("console.log.fd");
    int journal = values.takeInt("journal.fd");
    boolean pipe = values.takeBoolean("console.pipe");
    return new Descriptors(
        lock,
        listener,
        consoleLog,
        pipe ? values.takeInt("console.reader.fd") : Descriptors.ABSENT,
        pipe ? values.takeInt("console.writer.fd") : Descriptors.ABSENT,
        journal);
  }

  private static void putPath(StringBuilder text, String key, @Nullable Path path) {
    if (path != null) {
      put(text, key, path.toString());
    }
  }

  private static @Nullable Path takePath(KeyValues values, String key) {
    String value = values.takeOptional(key);
    if (value == null) {
      return null;
    }
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw new VmSpecException(
          key + ": '" + Rules.shown(value) + "' is no path: " + e.getReason());
    }
  }

  private static void put(StringBuilder text, String key, long value) {
    text.append(key).append('=').append(value).append('\n');
  }

  private static void put(StringBuilder text, String key, String value) {
    text.append(key).append('=').append(value).append('\n');
  }
}
