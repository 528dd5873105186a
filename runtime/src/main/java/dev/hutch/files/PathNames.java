package dev.hutch.files;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What paths do with their names. The empty path has one name, which is empty; the root none. */
final class PathNames {
  private static final String HERE = ".";
  private static final String UP = "..";
  private static final List<String> EMPTY = List.of("");

  private PathNames() {}

  static String withoutSpareSlashes(String input) {
    if (!input.contains("//") && (!input.endsWith("/") || input.length() == 1)) {
      return input;
    }
    StringBuilder text = new StringBuilder(input.length());
    for (int i = 0; i < input.length(); i++) {
      char c = input.charAt(i);
      if (c != '/' || text.isEmpty() || text.charAt(text.length() - 1) != '/') {
        text.append(c);
      }
    }
    if (text.length() > 1 && text.charAt(text.length() - 1) == '/') {
      text.setLength(text.length() - 1);
    }
    return text.toString();
  }

  /** Of a text without spare slashes. */
  static List<String> of(String text) {
    if (text.equals("/")) {
      return List.of();
    }
    return List.of((text.startsWith("/") ? text.substring(1) : text).split("/", -1));
  }

  static String joined(List<String> names, boolean absolute) {
    return (absolute ? "/" : "") + String.join("/", names);
  }

  static boolean startWith(
      List<String> names, boolean absolute, List<String> first, boolean firstAbsolute) {
    return absolute == firstAbsolute
        && first.size() <= names.size()
        && names.subList(0, first.size()).equals(first);
  }

  static boolean endWith(
      List<String> names, boolean absolute, List<String> last, boolean lastAbsolute) {
    if (lastAbsolute) {
      return absolute && names.equals(last);
    }
    return last.size() <= names.size()
        && names.subList(names.size() - last.size(), names.size()).equals(last);
  }

  /** Without {@code .}, and without {@code ..} where a name before it, or the root, allows. */
  static List<String> normalized(List<String> names, boolean absolute) {
    List<String> kept = new ArrayList<>();
    for (String name : names) {
      boolean up = name.equals(UP);
      if (up && !kept.isEmpty() && !kept.getLast().equals(UP)) {
        kept.removeLast();
      } else if (!name.equals(HERE) && !(up && absolute)) {
        kept.add(name);
      }
    }
    return kept;
  }

  /** From one path to another of its kind; none where nobody knows what {@code ..} leads to. */
  static Optional<String> relative(List<String> from, List<String> to, boolean absolute) {
    boolean dots = hasDots(from) || hasDots(to);
    List<String> base = dots ? normalized(from, absolute) : from;
    List<String> child = to.equals(EMPTY) ? List.of() : dots ? normalized(to, absolute) : to;
    int common = 0;
    while (common < Math.min(base.size(), child.size())
        && base.get(common).equals(child.get(common))) {
      common++;
    }
    List<String> up = base.subList(common, base.size());
    if (hasDots(up)) {
      return Optional.empty();
    }
    List<String> way = new ArrayList<>(Collections.nCopies(up.size(), UP));
    way.addAll(child.subList(common, child.size()));
    return Optional.of(String.join("/", way));
  }

  private static boolean hasDots(List<String> names) {
    return names.contains(HERE) || names.contains(UP);
  }
}
