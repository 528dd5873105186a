package dev.hutch.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hutch.CopyException;
import dev.hutch.CopyOptions;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * The entries of an archive that comes out of a box, each checked. What is wrong with the archive
 * is a {@link CopyException}; an {@link IOException} says that it broke off.
 */
final class ArchiveReader {
  private static final int MAX_EXTRA_HEADERS = 64;
  private static final int MODE = 07777;
  private static final long MAX_ID = 0xffff_fffeL;

  private final MeteredStream stream;
  private final TarArchiveInputStream archive;
  private final String root;
  private final long maxEntries;
  private long entries;

  /**
   * For an archive.
   *
   * @param root the first component that each path must have
   */
  ArchiveReader(InputStream from, String root, CopyOptions options) {
    this.stream = new MeteredStream(from, options.maxBytes());
    this.archive = new TarArchiveInputStream(stream, UTF_8.name());
    this.root = root;
    this.maxEntries = options.maxEntries();
  }

  /**
   * The next entry, or null behind the last. The contents of the one before must have been read.
   */
  @Nullable Entry next() throws IOException {
    stream.headersBegin();
    TarArchiveEntry entry = decode();
    stream.headersEnd();
    if (entry == null) {
      return null;
    }
    if (++entries > maxEntries) {
      throw new CopyException(
          "more than "
              + maxEntries
              + " files come out of the box; CopyOptions.maxEntries (hutch cp --max-entries) allows"
              + " more");
    }
    return checked(entry);
  }

  /** The path, below what was asked for, that a hard link names. */
  List<String> pathOf(String link) {
    return EntryPath.below(root, link);
  }

  /** Reads some of an entry's contents; negative at their end. */
  int read(byte[] to) throws IOException {
    return archive.read(to);
  }

  /** Reads to the end of the stream, where nothing may follow. */
  void requireEnd() throws IOException {
    if (stream.read() >= 0) {
      throw new CopyException("something follows the end of the archive");
    }
  }

  /** Whatever the decoder does not expect. */
  private @Nullable TarArchiveEntry decode() throws IOException {
    try {
      return archive.getNextEntry();
    } catch (CopyException e) {
      throw e;
    } catch (RuntimeException e) {
      throw malformed(e);
    } catch (IOException e) {
      if (stream.isOver()) {
        throw e;
      }
      throw malformed(e);
    }
  }

  private static CopyException malformed(Exception why) {
    return new CopyException("the archive is malformed: " + Shown.text(why.toString()), why);
  }

  private Entry checked(TarArchiveEntry entry) {
    String name = entry.getName();
    if (entry.getExtraPaxHeaders().size() > MAX_EXTRA_HEADERS) {
      throw new CopyException("too many headers for " + Shown.text(name) + " in the archive");
    }
    Entry.Kind kind = kind(entry);
    List<String> path = EntryPath.below(root, name);
    if (name.endsWith("/") && kind != Entry.Kind.DIRECTORY) {
      throw refused(entry, "is called as a directory is");
    }
    String link =
        kind == Entry.Kind.SYMBOLIC_LINK
            ? EntryPath.checkLink(entry.getLinkName())
            : entry.getLinkName();
    if (entry.getSize() < 0 || (kind != Entry.Kind.FILE && entry.getSize() > 0)) {
      throw refused(entry, "has a size of " + entry.getSize());
    }
    if (isNoId(entry.getLongUserId()) || isNoId(entry.getLongGroupId())) {
      throw refused(entry, "has no possible owner");
    }
    return new Entry(
        kind,
        path,
        link,
        entry.getMode() & MODE,
        entry.getLongUserId(),
        entry.getLongGroupId(),
        entry.getSize(),
        entry.getLastModifiedTime().toInstant());
  }

  private static boolean isNoId(long id) {
    return id < 0 || id > MAX_ID;
  }

  private static Entry.Kind kind(TarArchiveEntry entry) {
    if (entry.isSparse()) {
      throw refused(entry, "is a sparse file");
    }
    return switch (entry.getLinkFlag()) {
      case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM -> Entry.Kind.FILE;
      case TarConstants.LF_DIR -> Entry.Kind.DIRECTORY;
      case TarConstants.LF_SYMLINK -> Entry.Kind.SYMBOLIC_LINK;
      case TarConstants.LF_LINK -> Entry.Kind.HARD_LINK;
      case TarConstants.LF_FIFO -> Entry.Kind.FIFO;
      case TarConstants.LF_CHR, TarConstants.LF_BLK ->
          throw refused(
              entry, "is a device, which is not made on the host; copy it as a tar archive");
      default -> throw refused(entry, "is of an unknown type");
    };
  }

  private static CopyException refused(TarArchiveEntry entry, String why) {
    return new CopyException(Shown.text(entry.getName()) + " in the archive " + why);
  }
}
