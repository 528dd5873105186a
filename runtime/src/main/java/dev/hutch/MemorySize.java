package dev.hutch;

/**
 * An amount of memory or disk.
 *
 * @param bytes the amount in bytes, at least 1
 */
public record MemorySize(long bytes) implements Comparable<MemorySize> {
  private static final long MIB = 1L << 20;

  /**
   * Checks the amount.
   *
   * @throws InvalidSpecException if {@code bytes} is less than 1
   */
  public MemorySize {
    if (bytes < 1) {
      throw new InvalidSpecException("a size of " + bytes + " bytes is not positive");
    }
  }

  /**
   * An amount in mebibytes.
   *
   * @param mebibytes units of 2^20 bytes, at least 1
   */
  public static MemorySize mib(long mebibytes) {
    return of(mebibytes, MIB, "MiB");
  }

  /**
   * An amount in gibibytes.
   *
   * @param gibibytes units of 2^30 bytes, at least 1
   */
  public static MemorySize gib(long gibibytes) {
    return of(gibibytes, MIB << 10, "GiB");
  }

  /**
   * Reads a size as Docker writes it: a whole number and an optional unit {@code b}, {@code k},
   * {@code m}, {@code g} (powers of 1024, either case); without a unit the number means bytes.
   *
   * @throws InvalidSpecException if the text is no such size
   */
  public static MemorySize parse(String text) {
    int end = text.length();
    long unit = 1;
    if (end > 0 && !Character.isDigit(text.charAt(end - 1))) {
      unit =
          switch (Character.toLowerCase(text.charAt(end - 1))) {
            case 'b' -> 1;
            case 'k' -> 1L << 10;
            case 'm' -> MIB;
            case 'g' -> MIB << 10;
            default -> throw unreadable(text);
          };
      end--;
    }
    try {
      return of(Long.parseLong(text, 0, end, 10), unit, "units");
    } catch (NumberFormatException e) {
      throw unreadable(text);
    }
  }

  /** The amount in whole mebibytes, rounded down. */
  public long toMib() {
    return bytes / MIB;
  }

  @Override
  public int compareTo(MemorySize other) {
    return Long.compare(bytes, other.bytes);
  }

  @Override
  public String toString() {
    return bytes % MIB == 0 ? bytes / MIB + " MiB" : bytes + " bytes";
  }

  private static MemorySize of(long count, long unit, String name) {
    if (count < 1 || count > Long.MAX_VALUE / unit) {
      throw new InvalidSpecException("a size of " + count + " " + name + " is not possible");
    }
    return new MemorySize(count * unit);
  }

  private static InvalidSpecException unreadable(String text) {
    return new InvalidSpecException(
        "'"
            + Printable.text(text)
            + "' is not a size: write a whole number with b, k, m or g, such as 512m");
  }
}
