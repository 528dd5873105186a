package dev.hutch.cli;

import java.util.Locale;

/** A number of bytes as people read it: three digits and a unit, powers of 1024. */
final class Bytes {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

  private Bytes() {}

  static String words(long bytes) {
    double count = bytes;
    int unit = 0;
    while (count >= 999.5 && unit < UNITS.length - 1) {
      count /= 1024;
      unit++;
    }
    String digits = unit == 0 || count >= 99.95 ? "%.0f" : count >= 9.995 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, digits, count) + UNITS[unit];
  }
}
