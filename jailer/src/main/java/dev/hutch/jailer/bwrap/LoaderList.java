package dev.hutch.jailer.bwrap;

import dev.hutch.jailer.JailerException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Reads the text of {@code ld.so --list}: {@code name => /path (0xaddress)}, {@code /path
 * (0xaddress)}, or the kernel's vDSO, which has no path.
 */
final class LoaderList {
  private LoaderList() {}

  static Set<Path> parse(String text) {
    Set<Path> files = new LinkedHashSet<>();
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.endsWith("=> not found") || line.startsWith("ERROR:")) {
        throw new JailerException("the dynamic loader misses a library: " + line);
      }
      int arrow = line.indexOf(" => ");
      String target = arrow < 0 ? line : line.substring(arrow + 4);
      int address = target.lastIndexOf(" (0x");
      if (target.startsWith("/") && address > 0) {
        files.add(Path.of(target.substring(0, address)).normalize());
      }
    }
    return files;
  }
}
