package dev.hutch.files;

import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Attributes by name, {@code view:name}; those of the default provider on Linux, and no others. */
final class NamedAttributes {
  private static final Pattern COMMA = Pattern.compile(",");

  private interface Getter extends Function<BoxFileAttributes, Object> {}

  private static final Map<String, Getter> BASIC =
      Map.of(
          "size", BoxFileAttributes::size,
          "creationTime", BoxFileAttributes::creationTime,
          "lastAccessTime", BoxFileAttributes::lastAccessTime,
          "lastModifiedTime", BoxFileAttributes::lastModifiedTime,
          "fileKey", BoxFileAttributes::fileKey,
          "isDirectory", BoxFileAttributes::isDirectory,
          "isRegularFile", BoxFileAttributes::isRegularFile,
          "isSymbolicLink", BoxFileAttributes::isSymbolicLink,
          "isOther", BoxFileAttributes::isOther);

  private static final Map<String, Getter> OWNER = Map.of("owner", BoxFileAttributes::owner);

  private static final Map<String, Getter> POSIX =
      sum(
          BASIC,
          OWNER,
          Map.of("permissions", BoxFileAttributes::permissions, "group", BoxFileAttributes::group));

  private static final Map<String, Getter> UNIX =
      sum(
          POSIX,
          Map.of(
              "mode", attributes -> attributes.guest().mode(),
              "ino", attributes -> attributes.guest().inode(),
              "dev", attributes -> attributes.guest().device(),
              "rdev", attributes -> attributes.guest().specialDevice(),
              "nlink", attributes -> attributes.guest().links(),
              "uid", attributes -> attributes.guest().user(),
              "gid", attributes -> attributes.guest().group(),
              "ctime", BoxFileAttributes::changeTime));

  private static final Map<String, Map<String, Getter>> VIEWS =
      Map.of("basic", BASIC, "owner", OWNER, "posix", POSIX, "unix", UNIX);

  private final BoxAttributeView view;
  private final Map<String, Getter> known;
  private final String names;

  /**
   * Some of a file.
   *
   * @param attributes names with commas between, behind that of their view and a colon unless it is
   *     {@code basic}
   * @throws UnsupportedOperationException if there is no such view
   */
  NamedAttributes(BoxPath path, String attributes, LinkOption... options) {
    int colon = attributes.indexOf(':');
    String viewName = colon < 0 ? "basic" : attributes.substring(0, colon);
    Map<String, Getter> ofView = VIEWS.get(viewName);
    if (viewName.isEmpty()) {
      throw new IllegalArgumentException(attributes);
    }
    if (ofView == null) {
      throw new UnsupportedOperationException("View '" + viewName + "' not available");
    }
    this.view = new BoxAttributeView(viewName, path, Links.followed(options));
    this.known = ofView;
    this.names = attributes.substring(colon + 1);
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if the view has no such attribute
   */
  Map<String, Object> read() throws IOException {
    Map<String, Getter> wanted = new LinkedHashMap<>();
    for (String name : COMMA.splitAsStream(names).toList()) {
      Getter getter = known.get(name);
      if (getter == null && !name.equals("*")) {
        throw new IllegalArgumentException("'" + name + "' not recognized");
      }
      wanted.putAll(getter == null ? known : Map.of(name, getter));
    }
    BoxFileAttributes attributes = view.readAttributes();
    Map<String, Object> values = new HashMap<>();
    wanted.forEach((name, getter) -> values.put(name, getter.apply(attributes)));
    return Collections.unmodifiableMap(values);
  }

  /**
   * Sets the one that is named.
   *
   * @throws IllegalArgumentException if the view has no such attribute, or it cannot be set
   */
  void set(@Nullable Object value) throws IOException {
    String settable = known.containsKey(names) ? names : "";
    switch (settable) {
      case "lastModifiedTime" -> view.setTimes((FileTime) value, null, null);
      case "lastAccessTime" -> view.setTimes(null, (FileTime) value, null);
      case "creationTime" -> view.setTimes(null, null, (FileTime) value);
      case "permissions" -> view.setPermissions(Permissions.asPermissions(given(value)));
      case "owner" -> view.setOwner((UserPrincipal) given(value));
      case "group" -> view.setGroup((GroupPrincipal) given(value));
      case "mode" -> view.setMode((Integer) given(value));
      case "uid" -> view.setOwners((Integer) given(value), -1);
      case "gid" -> view.setOwners(-1, (Integer) given(value));
      default ->
          throw new IllegalArgumentException("'" + view.name() + ":" + names + "' not recognized");
    }
  }

  private static Object given(@Nullable Object value) {
    if (value == null) {
      throw new NullPointerException("a value that may not be null");
    }
    return value;
  }

  @SafeVarargs
  private static Map<String, Getter> sum(Map<String, Getter>... parts) {
    Map<String, Getter> sum = new HashMap<>();
    for (Map<String, Getter> part : parts) {
      sum.putAll(part);
    }
    return Map.copyOf(sum);
  }
}
