package dev.hutch.home;

import dev.hutch.HutchException;
import dev.hutch.jailer.Ids;
import dev.hutch.jailer.lock.BoxLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The names of boxes: one small file each, that holds the id. Each is changed under a lock of its
 * own, so that no two boxes get one name and nobody waits for anybody else's.
 *
 * @param directory where the files are
 */
public record Names(Path directory) {
  /** A change takes microseconds; who waits longer than this waits for a stopped process. */
  private static final long PATIENCE_NANOS = Duration.ofSeconds(2).toNanos();

  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

  private static final long PAUSE_NANOS = Duration.ofMillis(1).toNanos();

  /** Whether a text can be a name. One that looks like an id would hide the box with that id. */
  public static boolean isName(String text) {
    return FORM.matcher(text).matches() && !Ids.isId(text);
  }

  /**
   * Takes a name for a box. The box's record must say already that it has that name: a name whose
   * box does not say so is stale, and anybody's to take.
   *
   * @param inUse whether a box, by its id, still has the name
   * @return false if another box has it
   */
  public boolean claim(String name, String id, BiPredicate<String, String> inUse) {
    try (BoxLock lock = lock(name)) {
      String holder = holder(lock.path());
      if (!holder.isEmpty() && !holder.equals(id) && inUse.test(holder, name)) {
        return false;
      }
      Files.writeString(lock.path(), id + "\n");
      return true;
    } catch (IOException e) {
      throw new HutchException("the name '" + name + "' cannot be taken: " + e, e);
    }
  }

  /** Gives a name back, if it is this box's. */
  public void release(String name, String id) {
    if (find(name).filter(id::equals).isPresent()) {
      deleteIf(name, id::equals);
    }
  }

  /** Deletes a stale name. */
  public void drop(String name, BiPredicate<String, String> inUse) {
    deleteIf(name, holder -> !inUse.test(holder, name));
  }

  /** The id that a name stands for, be it stale or not; what is no name stands for none. */
  public Optional<String> find(String name) {
    if (!isName(name)) {
      return Optional.empty();
    }
    try {
      String id = holder(directory.resolve(name));
      return id.isEmpty() ? Optional.empty() : Optional.of(id);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new HutchException("the name '" + name + "' cannot be looked up: " + e, e);
    }
  }

  /** All names, stale ones too. */
  public List<String> all() {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      files.forEach(file -> names.add(String.valueOf(file.getFileName())));
    } catch (IOException e) {
      throw new HutchException("the names in " + directory + " cannot be listed: " + e, e);
    }
    return names;
  }

  private void deleteIf(String name, Predicate<String> holder) {
    try (BoxLock lock = lock(name)) {
      if (holder.test(holder(lock.path()))) {
        Files.delete(lock.path());
      }
    } catch (IOException e) {
      throw new HutchException("the name '" + name + "' cannot be given back: " + e, e);
    }
  }

  /** What a damaged file holds is nobody's id. */
  private static String holder(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
  }

  private BoxLock lock(String name) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    Optional<BoxLock> lock = BoxLock.tryAcquire(directory.resolve(name));
    while (lock.isEmpty() && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(PAUSE_NANOS);
      lock = BoxLock.tryAcquire(directory.resolve(name));
    }
    return lock.orElseThrow(
        () -> new HutchException("the name '" + name + "' is being changed by another process"));
  }
}
