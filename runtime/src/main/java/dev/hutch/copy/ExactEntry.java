package dev.hutch.copy;

import java.math.BigDecimal;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * An entry whose time goes out to the nanosecond: the encoder by itself cuts it after seven digits.
 */
final class ExactEntry extends TarArchiveEntry {
  private static final int NANO_DIGITS = 9;

  private final Instant modified;

  ExactEntry(String name, byte type, FileTime modified) {
    super(name, type, true);
    this.modified = modified.toInstant();
    setLastModifiedTime(FileTime.from(Instant.ofEpochSecond(this.modified.getEpochSecond())));
  }

  @Override
  public Map<String, String> getExtraPaxHeaders() {
    if (modified.getNano() == 0) {
      return super.getExtraPaxHeaders();
    }
    Map<String, String> headers = new HashMap<>(super.getExtraPaxHeaders());
    BigDecimal fraction = BigDecimal.valueOf(modified.getNano(), NANO_DIGITS);
    headers.put(
        "mtime", BigDecimal.valueOf(modified.getEpochSecond()).add(fraction).toPlainString());
    return headers;
  }
}
