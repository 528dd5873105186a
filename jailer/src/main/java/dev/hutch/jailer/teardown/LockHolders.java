package dev.hutch.jailer.teardown;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.hutch.jailer.process.ProcessTable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds who holds the lock of a file: those with a descriptor of the very open file description
 * that has it, as {@code /proc/<pid>/fdinfo} shows. /proc/locks names nobody, and a process that
 * has the file open holds nothing by that.
 *
 * @param pids the processes seen to hold it, this one included
 * @param hidden those whose descriptors we may not see
 */
record LockHolders(Set<Integer> pids, Set<Integer> hidden) {
  /** Looks at every process. */
  static LockHolders of(ProcessTable table, Path lock) {
    Set<Integer> pids = new HashSet<>();
    Set<Integer> hidden = new HashSet<>();
    Object file = fileKey(lock);
    if (file != null) {
      for (int pid : table.pids()) {
        try {
          if (holds(table.process(pid), file, String.valueOf(lock.getFileName()))) {
            pids.add(pid);
          }
        } catch (IOException e) {
          if (!hasEnded(e)) {
            hidden.add(pid);
          }
        }
      }
    }
    return new LockHolders(Set.copyOf(pids), Set.copyOf(hidden));
  }

  private static boolean hasEnded(IOException e) {
    return e instanceof NoSuchFileException
        || String.valueOf(e.getMessage()).contains("No such process");
  }

  private static boolean holds(Path process, Object file, String name) throws IOException {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        if (refersTo(descriptor, file, name)
            && hasLock(process.resolve("fdinfo").resolve(descriptor.getFileName()))) {
          return true;
        }
      }
      return false;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /** The name first: what else the process has open is left alone. */
  private static boolean refersTo(Path descriptor, Object file, String name) throws IOException {
    try {
      return Files.readSymbolicLink(descriptor).toString().contains("/" + name)
          && file.equals(fileKey(descriptor));
    } catch (NoSuchFileException e) {
      return false; // closed meanwhile
    }
  }

  private static boolean hasLock(Path info) throws IOException {
    try {
      return Files.readString(info, US_ASCII).lines().anyMatch(line -> line.startsWith("lock:"));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Device and inode: a directory that was moved has its lock still. */
  private static @Nullable Object fileKey(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (IOException e) {
      return null;
    }
  }
}
