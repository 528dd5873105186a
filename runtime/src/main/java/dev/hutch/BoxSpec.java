package dev.hutch;

import dev.hutch.home.Names;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What a box shall be. Immutable; each {@code with...} method returns a changed copy.
 *
 * @param image the image its root file system starts from
 * @param cpus virtual processors, 1 to 16 (libkrun's limit)
 * @param memory the guest's memory, 128 MiB to 64 GiB, whole MiB
 * @param disk the size of the box's own writable disk, 64 MiB to 1 TiB, whole MiB; it is sparse, so
 *     it costs only what the guest writes
 * @param hostname the guest's host name; empty for the box's id
 * @param startTimeout how long the guest may take from the start of its VM to the agent's hello,
 *     100 ms to 1 h
 * @param kernelArguments appended to the kernel's command line, for those who study the boot (see
 *     the kernel's admin-guide/kernel-parameters); printable ASCII without quotation marks. Anybody
 *     in the guest can read them
 * @param name by which the box can be found beside its id, unique in its home; empty for none
 * @param detach whether the box survives the process that starts it
 * @param leavable whether the process that starts it may {@linkplain Box#leave leave} it later
 */
public record BoxSpec(
    String image,
    int cpus,
    MemorySize memory,
    MemorySize disk,
    String hostname,
    Duration startTimeout,
    String kernelArguments,
    String name,
    boolean detach,
    boolean leavable) {
  /** The embedded image: a small Linux user land of Debian's busybox. */
  public static final String BASE_IMAGE = "base";

  private static final int MAX_CPUS = 16;
  private static final MemorySize MIN_MEMORY = MemorySize.mib(128);
  private static final MemorySize MAX_MEMORY = MemorySize.gib(64);
  private static final MemorySize MIN_DISK = MemorySize.mib(64);
  private static final MemorySize MAX_DISK = MemorySize.gib(1024);
  private static final Duration MIN_START = Duration.ofMillis(100);
  private static final Duration MAX_START = Duration.ofHours(1);
  private static final int MAX_HOSTNAME = 63;

  /**
   * Checks the specification.
   *
   * @throws InvalidSpecException if a value is out of its range
   */
  public BoxSpec {
    if (image.isBlank()) {
      throw new InvalidSpecException("the image has no name");
    }
    if (cpus < 1 || cpus > MAX_CPUS) {
      throw new InvalidSpecException("cpus is " + cpus + ", but must be 1 to " + MAX_CPUS);
    }
    checkSize("memory", memory, MIN_MEMORY, MAX_MEMORY);
    checkSize("disk", disk, MIN_DISK, MAX_DISK);
    checkHostname(hostname);
    if (startTimeout.compareTo(MIN_START) < 0 || startTimeout.compareTo(MAX_START) > 0) {
      throw new InvalidSpecException(
          "startTimeout is " + startTimeout + ", but must be " + MIN_START + " to " + MAX_START);
    }
    checkName(name);
  }

  /** A box of the embedded image: 1 cpu, 256 MiB of memory, 8 GiB of disk, 30 s to start. */
  public static BoxSpec base() {
    return image(BASE_IMAGE);
  }

  /**
   * A box of an image, otherwise like {@link #base()}.
   *
   * @param name the image's name; this version knows {@value #BASE_IMAGE} only
   */
  public static BoxSpec image(String name) {
    return new BoxSpec(
        name,
        1,
        MemorySize.mib(256),
        MemorySize.gib(8),
        "",
        Duration.ofSeconds(30),
        "",
        "",
        false,
        false);
  }

  /** A copy with another number of virtual processors, 1 to 16. */
  public BoxSpec cpus(int count) {
    return with(draft -> draft.cpus = count);
  }

  /** A copy with another amount of memory, 128 MiB to 64 GiB. */
  public BoxSpec memory(MemorySize amount) {
    return with(draft -> draft.memory = amount);
  }

  /** A copy with another size of the writable disk, 64 MiB to 1 TiB. */
  public BoxSpec disk(MemorySize size) {
    return with(draft -> draft.disk = size);
  }

  /**
   * A copy with another host name: letters, digits and inner hyphens, at most 63; empty for the id.
   */
  public BoxSpec hostname(String name) {
    return with(draft -> draft.hostname = name);
  }

  /** A copy with another limit on the time from the start of the VM to the agent's hello. */
  public BoxSpec startTimeout(Duration timeout) {
    return with(draft -> draft.startTimeout = timeout);
  }

  /** A copy whose kernel gets these arguments too, in front of which stand those it needs. */
  public BoxSpec kernelArguments(String arguments) {
    return with(draft -> draft.kernelArguments = arguments);
  }

  /**
   * A copy with a name: 1 to 63 of {@code a-z 0-9 . _ -}, the first a letter or digit, and not of
   * an id's form; empty for none.
   */
  public BoxSpec name(String text) {
    return with(draft -> draft.name = text);
  }

  /**
   * A copy that survives the process that starts it and lives until somebody stops it ({@code
   * true}), or ends with that process ({@code false}, the default).
   */
  public BoxSpec detach(boolean survives) {
    return with(draft -> draft.detach = survives);
  }

  /**
   * A copy that ends with the process that starts it, unless that {@linkplain Box#leave leaves} it
   * first ({@code true}), or cannot be left ({@code false}, the default). The kernel itself ends a
   * box that cannot be left with its process; one that can be left ends itself when it sees that
   * its process has ended, and takes no shim that was started ahead.
   */
  public BoxSpec leavable(boolean canBeLeft) {
    return with(draft -> draft.leavable = canBeLeft);
  }

  /** Whether the kernel must not end it with its process. */
  public boolean maySurvive() {
    return detach || leavable;
  }

  private BoxSpec with(Consumer<BoxSpecDraft> change) {
    BoxSpecDraft draft = new BoxSpecDraft(this);
    change.accept(draft);
    return draft.done();
  }

  private static void checkSize(String what, MemorySize is, MemorySize least, MemorySize most) {
    if (is.compareTo(least) < 0 || is.compareTo(most) > 0) {
      throw new InvalidSpecException(what + " is " + is + ", but must be " + least + " to " + most);
    }
    if (is.bytes() % MemorySize.mib(1).bytes() != 0) {
      throw new InvalidSpecException(what + " is " + is + ", but must be whole MiB");
    }
  }

  private static void checkHostname(String name) {
    if (name.length() > MAX_HOSTNAME || name.startsWith("-") || name.endsWith("-")) {
      throw badHostname(name);
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c > 'z' || (c != '-' && !Character.isLetterOrDigit(c))) {
        throw badHostname(name);
      }
    }
  }

  static void checkName(String name) {
    if (!name.isEmpty() && !Names.isName(name)) {
      throw new InvalidSpecException(
          "the name '"
              + Printable.text(name)
              + "' is not usable: give 1 to 63 of a-z 0-9 . _ - beginning with a letter or digit,"
              + " and not 20 characters that look like an id");
    }
  }

  private static InvalidSpecException badHostname(String name) {
    return new InvalidSpecException(
        "the host name '"
            + Printable.text(name)
            + "' is not 1 to 63 letters, digits and inner hyphens (RFC 1123)");
  }
}
