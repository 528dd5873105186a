package dev.hutch.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hutch.Copied;
import dev.hutch.CopyException;
import dev.hutch.CopyOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes files of the host as an archive. */
public final class Sender {
  private static final int CHUNK = 64 * 1024;
  private static final OpenOption[] AS_SEEN = {StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS};
  private static final int FIFO = 0010000;
  private static final int CHARACTER_DEVICE = 0020000;
  private static final int DIRECTORY = 0040000;
  private static final int BLOCK_DEVICE = 0060000;
  private static final int FILE = 0100000;
  private static final int SYMBOLIC_LINK = 0120000;

  private final TarArchiveOutputStream archive;
  private final boolean keepOwners;
  private final LinkedFiles linked = new LinkedFiles();
  private final byte[] chunk = new byte[CHUNK];
  private long entries;
  private long bytes;

  private Sender(OutputStream to, CopyOptions options) {
    archive = new TarArchiveOutputStream(to, UTF_8.name());
    archive.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    archive.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    keepOwners = options.keepOwners();
  }

  /**
   * Sends a file or tree. Links in it are not followed; sockets are left out.
   *
   * @param to gets the whole archive, or its beginning where something is thrown; stays open
   * @throws CopyException if a file cannot be read, or changes while it is
   * @throws IOException if {@code to} cannot be written
   */
  public static Copied send(HostSource source, OutputStream to, CopyOptions options)
      throws IOException {
    Sender sender = new Sender(to, options);
    Path path = options.followLink() ? real(source.path()) : source.path();
    sender.add(path, source.name());
    sender.archive.finish();
    return new Copied(sender.entries, sender.bytes);
  }

  private void add(Path file, String name) throws IOException {
    HostAttributes attributes = look(file);
    checkName(file, name);
    switch (attributes.type()) {
      case FILE -> addFile(file, name, attributes);
      case DIRECTORY -> {
        put(entry(name + '/', TarConstants.LF_DIR, attributes));
        addAllIn(file, name);
      }
      case SYMBOLIC_LINK -> {
        ExactEntry entry = entry(name, TarConstants.LF_SYMLINK, attributes);
        entry.setLinkName(target(file));
        put(entry);
      }
      case FIFO -> put(entry(name, TarConstants.LF_FIFO, attributes));
      case CHARACTER_DEVICE -> put(device(name, TarConstants.LF_CHR, attributes));
      case BLOCK_DEVICE -> put(device(name, TarConstants.LF_BLK, attributes));
      default -> {} // a socket is nothing without its server
    }
  }

  private void addAllIn(Path directory, String name) throws IOException {
    try (DirectoryStream<Path> all = list(directory)) {
      for (Path file : all) {
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedIOException("interrupted while files were copied");
        }
        add(file, name + '/' + file.getFileName());
      }
    } catch (DirectoryIteratorException e) {
      throw new CopyException(directory + " cannot be listed: " + e.getCause(), e);
    }
  }

  private void addFile(Path file, String name, HostAttributes seen) throws IOException {
    String before = seen.links() > 1 ? linked.before(seen, name) : "";
    if (!before.isEmpty()) {
      ExactEntry entry = entry(name, TarConstants.LF_LINK, seen);
      entry.setLinkName(before);
      put(entry);
      return;
    }
    try (InputStream contents = open(file)) {
      ExactEntry entry = entry(name, TarConstants.LF_NORMAL, seen);
      entry.setSize(seen.size());
      archive.putArchiveEntry(entry);
      for (long rest = seen.size(); rest > 0; ) {
        int got = read(file, contents, (int) Math.min(rest, chunk.length));
        archive.write(chunk, 0, got);
        rest -= got;
        bytes += got;
      }
      archive.closeArchiveEntry();
      entries++;
    }
  }

  private void put(ExactEntry entry) throws IOException {
    archive.putArchiveEntry(entry);
    archive.closeArchiveEntry();
    entries++;
  }

  private ExactEntry entry(String name, byte type, HostAttributes attributes) {
    ExactEntry entry = new ExactEntry(name, type, attributes.modified());
    entry.setMode(attributes.permissions());
    entry.setUserId(keepOwners ? attributes.uid() : 0);
    entry.setGroupId(keepOwners ? attributes.gid() : 0);
    return entry;
  }

  /** Numbers as glibc's makedev puts them together. */
  private ExactEntry device(String name, byte type, HostAttributes attributes) {
    long rdev = attributes.rdev();
    ExactEntry entry = entry(name, type, attributes);
    entry.setDevMajor((int) (((rdev >>> 8) & 0xfff) | ((rdev >>> 32) & 0xfffff000L)));
    entry.setDevMinor((int) ((rdev & 0xff) | ((rdev >>> 12) & 0xffffff00L)));
    return entry;
  }

  private int read(Path file, InputStream contents, int most) throws IOException {
    int got;
    try {
      got = contents.read(chunk, 0, most);
    } catch (IOException e) {
      throw HostSource.unreadable(file, e);
    }
    if (got < 0) {
      throw new CopyException(file + " got shorter while it was copied");
    }
    return got;
  }

  private static HostAttributes look(Path file) {
    try {
      return HostAttributes.of(file, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw HostSource.unreadable(file, e);
    }
  }

  private static InputStream open(Path file) {
    try {
      return Files.newInputStream(file, AS_SEEN);
    } catch (IOException e) {
      throw HostSource.unreadable(file, e);
    }
  }

  @SuppressWarnings("StreamResourceLeak") // the caller closes it
  private static DirectoryStream<Path> list(Path directory) {
    try {
      return Files.newDirectoryStream(directory);
    } catch (IOException e) {
      throw HostSource.unreadable(directory, e);
    }
  }

  private static String target(Path link) {
    try {
      String target = Files.readSymbolicLink(link).toString();
      checkName(link, target);
      return target;
    } catch (IOException e) {
      throw HostSource.unreadable(link, e);
    }
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw HostSource.unreadable(path, e);
    }
  }

  private static void checkName(Path file, String name) {
    if (name.contains("\ufffd")) {
      throw new CopyException(
          "the name of "
              + file
              + " is not UTF-8: copy it as a tar archive, such as that of tar -c");
    }
  }
}
