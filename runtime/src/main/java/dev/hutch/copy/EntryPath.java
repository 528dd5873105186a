package dev.hutch.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hutch.CopyException;
import java.util.List;

/** Names out of an archive, none of which is believed. */
final class EntryPath {
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_PATH = 4095;
  private static final String UNREADABLE = "\ufffd";

  private EntryPath() {}

  /**
   * A path by its components.
   *
   * @param root what its first component must be, which is left out
   */
  static List<String> below(String root, String path) {
    checkText(path);
    String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    List<String> components = List.of(plain.split("/", -1));
    if (!components.getFirst().equals(root)) {
      throw refused(path, "does not lie in what was asked for");
    }
    components.stream().skip(1).forEach(component -> checkComponent(component, path));
    return components.subList(1, components.size());
  }

  /** What a symbolic link says, which is never followed. */
  static String checkLink(String target) {
    checkText(target);
    if (target.isEmpty()) {
      throw refused(target, "says nothing as a symbolic link");
    }
    return target;
  }

  private static void checkText(String path) {
    if (path.indexOf('\0') >= 0) {
      throw refused(path, "has a NUL in it");
    }
    if (path.contains(UNREADABLE)) {
      throw refused(path, "is not UTF-8; copy it as a tar archive");
    }
    if (path.getBytes(UTF_8).length > LONGEST_PATH) {
      throw refused(path, "is longer than " + LONGEST_PATH + " bytes");
    }
  }

  private static void checkComponent(String component, String path) {
    if (component.isEmpty() || component.equals(".") || component.equals("..")) {
      throw refused(path, "has the component '" + component + "'");
    }
    if (component.getBytes(UTF_8).length > LONGEST_NAME) {
      throw refused(path, "has a component longer than " + LONGEST_NAME + " bytes");
    }
  }

  private static CopyException refused(String path, String why) {
    return new CopyException("the path " + Shown.text(path) + " in the archive " + why);
  }
}
