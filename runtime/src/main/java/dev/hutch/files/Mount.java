package dev.hutch.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What is mounted somewhere in a box.
 *
 * @param point where
 * @param source what, as the mount has it
 * @param type Linux's name of the type of file system
 * @param readOnly whether it is mounted so that nothing can be written
 */
record Mount(BoxPath point, String source, String type, boolean readOnly) {
  private static final int MAX_BYTES = 1 << 20;
  private static final int POINT = 4;
  private static final int OPTIONS = 5;
  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

  /** All of a box, in the order of its {@code /proc/self/mountinfo}, see proc(5). */
  static List<Mount> all(BoxFileSystem box) throws IOException {
    List<Mount> mounts = new ArrayList<>();
    try (InputStream in = Files.newInputStream(box.getPath("/proc/self/mountinfo"))) {
      String table = new String(in.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1);
      for (String line : table.split("\n", -1)) {
        String[] fields = line.split(" ", -1);
        int separator = List.of(fields).indexOf("-");
        if (separator > OPTIONS && fields.length > separator + 2) {
          mounts.add(of(box, fields, separator));
        }
      }
    }
    return mounts;
  }

  /** Where a file is: of those that lead to it the longest, and there the last. */
  static Mount of(BoxPath path) throws IOException {
    BoxPath real = RealPath.of(path, true);
    Mount found = null;
    for (Mount mount : all(path.getFileSystem())) {
      if (real.startsWith(mount.point)
          && (found == null || mount.point.getNameCount() >= found.point.getNameCount())) {
        found = mount;
      }
    }
    if (found == null) {
      throw new IOException("Mount point not found");
    }
    return found;
  }

  private static Mount of(BoxFileSystem box, String[] fields, int separator) {
    return new Mount(
        box.path(unescaped(fields[POINT])),
        PathText.decode(unescaped(fields[separator + 2])),
        fields[separator + 1],
        List.of(fields[OPTIONS].split(",", -1)).contains("ro"));
  }

  /** Spaces and the like are three octal digits there. */
  private static byte[] unescaped(String field) {
    return OCTAL
        .matcher(field)
        .replaceAll(
            match -> {
              char c = (char) (Integer.parseInt(match.group(1), 8) & 0xff);
              return c == '\\' || c == '$' ? "\\" + c : Character.toString(c);
            })
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
