package dev.hutch.bindings.kvm;

import java.util.List;

/**
 * One statistic, as it stood when {@link KvmStats#read()} read it.
 *
 * @param name as the kernel calls it, such as {@code io_exits}
 * @param type what kind of number it is
 * @param unit of what
 * @param base 2 or 10: what the exponent is to
 * @param exponent the unit is multiplied by {@code base} to the power of this; -9 and 10 for
 *     nanoseconds
 * @param bucketSize width of a bucket of a linear histogram, else 0
 * @param values one number, or one for each bucket of a histogram
 */
public record KvmStat(
    String name, Type type, Unit unit, int base, int exponent, long bucketSize, List<Long> values) {
  /** What kind of number a statistic is. */
  public enum Type {
    /** Grows only. */
    CUMULATIVE,
    /** Goes up and down. */
    INSTANT,
    /** The highest there was. */
    PEAK,
    /** A histogram with buckets of one width. */
    LINEAR_HISTOGRAM,
    /** A histogram whose buckets' widths double. */
    LOG_HISTOGRAM,
    /** A kind that this version does not know. */
    UNKNOWN
  }

  /** What a statistic counts. */
  public enum Unit {
    /** Events. */
    NONE,
    /** Bytes. */
    BYTES,
    /** Seconds. */
    SECONDS,
    /** Clock cycles. */
    CYCLES,
    /** 0 or 1. */
    BOOLEAN,
    /** A unit that this version does not know. */
    UNKNOWN
  }

  /** Keeps a copy of the list. */
  public KvmStat {
    values = List.copyOf(values);
  }

  /**
   * The value of a statistic that is one number.
   *
   * @throws IllegalStateException for a histogram
   */
  public long value() {
    if (values.size() != 1) {
      throw new IllegalStateException(name + " has " + values.size() + " values");
    }
    return values.getFirst();
  }
}
