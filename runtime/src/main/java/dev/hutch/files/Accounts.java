package dev.hutch.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hutch.agent.files.GuestAttributes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The users and groups of a box, from its {@code /etc/passwd} and {@code /etc/group}. */
final class Accounts extends UserPrincipalLookupService {
  private static final int MAX_BYTES = 1 << 20;
  private static final int NAME = 0;
  private static final int ID = 2;

  /** Another content of a file has another one of these. */
  private record Version(long device, long inode, long size, Instant modified, Instant changed) {
    static Version of(GuestAttributes file) {
      return new Version(
          file.device(), file.inode(), file.size(), file.modification(), file.change());
    }
  }

  /** What a file said, null where there was none. */
  private record Known(
      @Nullable Version version, Map<String, Integer> ids, Map<Integer, String> names) {
    static final Known NOBODY = new Known(null, Map.of(), Map.of());
  }

  private final BoxFileSystem fileSystem;
  private volatile @Nullable Known users;
  private volatile @Nullable Known groups;

  Accounts(BoxFileSystem fileSystem) {
    this.fileSystem = fileSystem;
  }

  @Override
  public UserPrincipal lookupPrincipalByName(String name) throws IOException {
    return new Account(id(users(), name), name);
  }

  @Override
  public GroupPrincipal lookupPrincipalByGroupName(String name) throws IOException {
    return new Account.Group(id(groups(), name), name);
  }

  Account user(int id) {
    try {
      return new Account(id, name(users(), id));
    } catch (IOException e) {
      return new Account(id, Integer.toUnsignedString(id));
    }
  }

  Account.Group group(int id) {
    try {
      return new Account.Group(id, name(groups(), id));
    } catch (IOException e) {
      return new Account.Group(id, Integer.toUnsignedString(id));
    }
  }

  private Known users() throws IOException {
    Known known = read("/etc/passwd", users);
    users = known;
    return known;
  }

  private Known groups() throws IOException {
    Known known = read("/etc/group", groups);
    groups = known;
    return known;
  }

  /** A name that is not there may be a number, as with the default provider. */
  private static int id(Known known, String name) throws IOException {
    Integer id = known.ids.get(name);
    if (id != null) {
      return id;
    }
    try {
      return Integer.parseUnsignedInt(name);
    } catch (NumberFormatException e) {
      throw new UserPrincipalNotFoundException(name);
    }
  }

  private static String name(Known known, int id) {
    return Objects.requireNonNullElse(known.names.get(id), Integer.toUnsignedString(id));
  }

  /** A box without the file has no names. Only an ordinary file is read: a FIFO would never end. */
  private Known read(String file, @Nullable Known before) throws IOException {
    BoxPath path = fileSystem.getPath(file);
    GuestAttributes now = fileSystem.agent().attributesOrNull(path, true);
    if (now == null || !now.isRegularFile()) {
      return Known.NOBODY;
    }
    if (before != null && Version.of(now).equals(before.version)) {
      return before;
    }
    try (InputStream in = Files.newInputStream(path)) {
      return parsed(Version.of(now), new String(in.readNBytes(MAX_BYTES), UTF_8));
    }
  }

  private static Known parsed(Version version, String text) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    Map<Integer, String> names = new LinkedHashMap<>();
    for (String line : text.split("\n", -1)) {
      String[] fields = line.split(":", -1);
      if (fields.length > ID && !fields[NAME].isEmpty()) {
        add(fields, ids, names);
      }
    }
    return new Known(version, ids, names);
  }

  private static void add(String[] fields, Map<String, Integer> ids, Map<Integer, String> names) {
    try {
      int id = Integer.parseUnsignedInt(fields[ID]);
      ids.putIfAbsent(fields[NAME], id);
      names.putIfAbsent(id, fields[NAME]);
    } catch (NumberFormatException e) {
      // a line that is damaged names nobody
      return;
    }
  }
}
