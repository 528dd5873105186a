package dev.hutch.copy;

import dev.hutch.Copied;
import dev.hutch.CopyException;
import dev.hutch.CopyOptions;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.OpenDirectory;
import dev.hutch.bindings.posix.PosixException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes files on the host from an archive that comes out of a box. Nothing outside of the target is
 * touched, whatever the archive says.
 */
public final class Receiver {
  private static final int SPECIAL_BITS = 06000;
  private static final int WHILE_OPEN = 0700;
  private static final int CHUNK = 64 * 1024;

  private final CopyOptions options;
  private final ArchiveReader archive;
  private final HostPlace place;
  private final HostTree tree;
  private final Entry first;
  private final LeftDirectories directories = new LeftDirectories(this::settle);
  private final byte[] chunk = new byte[CHUNK];
  private long entries;
  private long bytes;

  private Receiver(
      CopyOptions options, ArchiveReader archive, HostPlace place, HostTree tree, Entry first) {
    this.options = options;
    this.archive = archive;
    this.place = place;
    this.tree = tree;
    this.first = first;
  }

  /**
   * Receives one file or tree.
   *
   * @param from the archive, read to the end of the stream
   * @param root the first component that each path in it must have
   * @param name what it is called in a directory that is there; empty where what is in it goes
   *     there
   * @throws CopyException if the archive is refused, or a file cannot be made; what was made before
   *     is there
   * @throws IOException if the archive cannot be read, or breaks off
   */
  public static Copied receive(
      InputStream from, String root, Path target, String name, CopyOptions options)
      throws IOException {
    ArchiveReader archive = new ArchiveReader(from, root, options);
    Entry first = archive.next();
    if (first == null) {
      throw new IOException("nothing came");
    }
    if (!first.path().isEmpty()) {
      throw new CopyException("the archive does not begin with what was asked for");
    }
    HostPlace place = HostPlace.of(target, name, first.isDirectory(), options.intoDirectory());
    try (HostTree tree = new HostTree(place.open())) {
      return new Receiver(options, archive, place, tree, first).receiveAll();
    }
  }

  private Copied receiveAll() throws IOException {
    for (Entry entry = first; entry != null; entry = archive.next()) {
      if (entries > 0 && (!first.isDirectory() || entry.path().isEmpty())) {
        throw new CopyException("the archive has more in it than was asked for");
      }
      List<String> path = located(entry.path());
      directories.goOnAt(path);
      if (!path.isEmpty()) {
        make(path, entry);
      }
      entries++;
    }
    directories.leaveAll();
    archive.requireEnd();
    return new Copied(entries, bytes);
  }

  private List<String> located(List<String> path) {
    List<String> located = new ArrayList<>(place.prefix());
    located.addAll(path);
    return located;
  }

  private void make(List<String> path, Entry entry) throws IOException {
    switch (entry.kind()) {
      case DIRECTORY -> {
        // what is there keeps what it has: it is not the guest's
        if (tree.makeDirectory(path, WHILE_OPEN)) {
          directories.add(path, entry);
        }
      }
      case FILE -> makeFile(path, entry);
      case HARD_LINK -> tree.link(path, located(archive.pathOf(entry.link())));
      case SYMBOLIC_LINK -> {
        tree.make(
            path, (directory, name) -> made(() -> directory.makeSymbolicLink(name, entry.link())));
        tree.at(path, (directory, name) -> made(() -> finish(directory, name, entry)));
      }
      case FIFO -> {
        tree.make(path, (directory, name) -> made(() -> directory.makeFifo(name, mode(entry))));
        tree.at(path, (directory, name) -> made(() -> finish(directory, name, entry)));
      }
    }
  }

  private void makeFile(List<String> path, Entry entry) throws IOException {
    try (Fd file = tree.create(path)) {
      long rest = entry.size();
      for (int got = archive.read(chunk); got >= 0; got = archive.read(chunk)) {
        write(file, got);
        rest -= got;
        bytes += got;
      }
      if (rest != 0) {
        throw new IOException("the archive breaks off within " + Shown.path(path));
      }
      tree.at(
          path,
          (directory, name) ->
              made(
                  () -> {
                    finish(directory, name, entry);
                    OpenDirectory.setMode(file, name, mode(entry));
                  }));
    } catch (PosixException e) {
      throw new CopyException(
          Shown.path(path) + " cannot be written on the host: " + e.getMessage(), e);
    }
  }

  private void write(Fd file, int count) {
    for (int done = 0; done < count; ) {
      done += file.write(chunk, done, count - done);
    }
  }

  /** The owner comes before the mode: a change of it takes special bits away. */
  private void finish(OpenDirectory directory, String name, Entry entry) {
    if (options.keepOwners()) {
      directory.setOwner(name, (int) entry.uid(), (int) entry.gid());
    }
    directory.setModified(name, entry.modified());
  }

  private void settle(List<String> path, Entry entry) {
    tree.at(
        path,
        (directory, name) ->
            made(
                () -> {
                  if (options.keepOwners()) {
                    directory.setOwner(name, (int) entry.uid(), (int) entry.gid());
                  }
                  directory.setDirectoryMode(name, mode(entry));
                  directory.setModified(name, entry.modified());
                }));
  }

  private int mode(Entry entry) {
    return options.keepSpecialBits() ? entry.mode() : entry.mode() & ~SPECIAL_BITS;
  }

  private static boolean made(Runnable work) {
    work.run();
    return true;
  }
}
