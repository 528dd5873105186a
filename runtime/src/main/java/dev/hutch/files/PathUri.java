package dev.hutch.files;

import java.net.URI;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Paths as URIs: {@code hutch://}, the id of the box, the absolute path. What is no plain character
 * of a URI's path is escaped byte by byte, so every name has a URI.
 */
final class PathUri {
  static final String SCHEME = "hutch";

  private static final String PLAIN = "-_.!~*'():@&=+$,;/";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private PathUri() {}

  /** With a slash at the end where the path leads to a directory now. */
  static URI of(BoxPath path) {
    StringBuilder uri = new StringBuilder(SCHEME + "://" + path.getFileSystem().boxId());
    for (byte b : path.absoluteBytes()) {
      if (isPlain(b)) {
        uri.append((char) b);
      } else {
        HEX.toHexDigits(uri.append('%'), b);
      }
    }
    if (uri.charAt(uri.length() - 1) != '/' && path.getFileSystem().isDirectory(path)) {
      uri.append('/');
    }
    return URI.create(uri.toString());
  }

  /**
   * The id of the box of a URI.
   *
   * @throws IllegalArgumentException if it is none of a path in a box
   */
  static String boxId(URI uri) {
    check(SCHEME.equalsIgnoreCase(uri.getScheme()), "scheme", uri);
    check(!uri.isOpaque() && uri.getRawAuthority() != null, "box", uri);
    check(uri.getRawQuery() == null && uri.getRawFragment() == null, "query or fragment", uri);
    return uri.getRawAuthority();
  }

  /** The bytes of the path of a URI, which is of a box. */
  static byte[] path(URI uri) {
    String raw = uri.getRawPath();
    check(!raw.isEmpty(), "path", uri);
    byte[] bytes = new byte[raw.length()];
    int count = 0;
    for (int i = 0; i < raw.length(); i++) {
      boolean escaped = raw.charAt(i) == '%';
      int next = escaped ? HexFormat.fromHexDigits(raw, i + 1, i + 3) : raw.charAt(i);
      check(next != 0 && (escaped || next < 0x80), "path", uri);
      bytes[count++] = (byte) next;
      i += escaped ? 2 : 0;
    }
    return Arrays.copyOf(bytes, count);
  }

  private static boolean isPlain(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || PLAIN.indexOf(b) >= 0;
  }

  private static void check(boolean right, String part, URI uri) {
    if (!right) {
      throw new IllegalArgumentException(
          "the " + part + " of " + uri + " is not as in " + SCHEME + "://<box id>/<path>");
    }
  }
}
