package dev.hutch.jailer.teardown;

import dev.hutch.jailer.process.ProcessTable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds who has a lock file open, for a message to a person: /proc/locks names only the process
 * that took the lock, who may have passed it on.
 */
final class LockHolders {
  private LockHolders() {}

  static Set<Integer> of(ProcessTable table, Path lock) {
    Set<Integer> holders = new HashSet<>();
    String target;
    try {
      target = lock.toRealPath().toString();
    } catch (IOException e) {
      return holders; // no file, no holder that matters
    }
    for (int pid : table.pids()) {
      if (hasOpen(table.process(pid).resolve("fd"), target)) {
        holders.add(pid);
      }
    }
    return holders;
  }

  private static boolean hasOpen(Path descriptors, String target) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(descriptors)) {
      for (Path entry : entries) {
        if (Files.readSymbolicLink(entry).toString().equals(target)) {
          return true;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return false; // it ended, closed one meanwhile, or is another user's
    }
    return false;
  }
}
