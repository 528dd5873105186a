package dev.hutch.launch;

import dev.hutch.HutchException;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.OpenFlags;
import dev.hutch.bindings.posix.Pipe;
import dev.hutch.bindings.posix.UnixSocket;
import dev.hutch.home.BoxDirectory;
import dev.hutch.jailer.lock.BoxLock;
import dev.hutch.vmm.spec.Descriptors;
import dev.hutch.vmm.spec.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a shim gets of its box: every file and socket as an open descriptor, so that the jail needs
 * no path of the box. They travel in the order of {@link #all()}.
 */
final class BoxDescriptors implements AutoCloseable {
  private static final int OWNER_ONLY = 0600;
  private static final int BACKLOG = 128;

  private final List<Fd> all = new ArrayList<>();
  private final BoxLock lock;
  private final int kernel;
  private final List<Disk> disks;
  private final Descriptors others;
  private final Fd consoleReader;

  /**
   * Opens them all, or none; the journal, which is one of them, begins again.
   *
   * @param lock the box's, held; closed with the others
   */
  BoxDescriptors(Installation installation, BoxDirectory directory, BoxLock lock) {
    this.lock = lock;
    boolean complete = false;
    try {
      directory.journal().begin(installation.engineName());
      int lockIndex = add(lock.fd());
      kernel = add(readOnly(installation.kernel()));
      disks =
          List.of(
              new Disk("agent", true, add(readOnly(installation.agentDisk()))),
              new Disk("image", true, add(readOnly(installation.baseImage()))),
              new Disk("box", false, add(Fd.open(directory.disk(), OpenFlags.O_RDWR, 0))));
      deleteSocketOfEarlierStart(directory.agentSocket());
      int listener = add(UnixSocket.listen(directory.agentSocket(), BACKLOG));
      int log =
          add(
              Fd.open(
                  directory.consoleLog(),
                  OpenFlags.O_RDWR | OpenFlags.O_CREAT | OpenFlags.O_APPEND,
                  OWNER_ONLY));
      Pipe console = Pipe.create();
      consoleReader = console.reader();
      others =
          new Descriptors(
              lockIndex,
              listener,
              log,
              add(console.reader()),
              add(console.writer()),
              add(
                  Fd.open(
                      directory.journal().path(),
                      OpenFlags.O_WRONLY | OpenFlags.O_APPEND | OpenFlags.O_NOFOLLOW,
                      0)));
      complete = true;
    } finally {
      if (!complete) {
        close();
      }
    }
  }

  List<Fd> all() {
    return List.copyOf(all);
  }

  int kernel() {
    return kernel;
  }

  List<Disk> disks() {
    return disks;
  }

  Descriptors others() {
    return others;
  }

  /** The end of the console pipe from which to read what a dead shim had not yet read. */
  Fd consoleReader() {
    return consoleReader;
  }

  @Override
  public void close() {
    all.forEach(Fd::close);
    lock.close();
  }

  private int add(Fd fd) {
    all.add(fd);
    return all.size() - 1;
  }

  private static void deleteSocketOfEarlierStart(Path socket) {
    try {
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      throw new HutchException("the socket " + socket + " is in the way: " + e, e);
    }
  }

  private static Fd readOnly(Path path) {
    return Fd.open(path, OpenFlags.O_RDONLY, 0);
  }
}
