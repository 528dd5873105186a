package dev.hutch.home;

import dev.hutch.BoxEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.LogManager;

/**
 * The events of all boxes of a home, one line each, appended by every process in one write.
 *
 * @param path the file
 */
public record EventLog(Path path) {
  private static final long ROTATE_BYTES = 4L << 20;

  /** Adds an event. That nobody can be told is no reason for the operation itself to fail. */
  public void append(BoxEvent event) {
    try {
      if (Files.size(path) > ROTATE_BYTES) {
        Files.move(path, older(), StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      // nothing is written yet, or another process was quicker
    }
    try {
      Files.write(
          path,
          (EventLine.encode(event) + '\n').getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      LogManager.getLogger(EventLog.class).warn("the event {} is not recorded", event, e);
    }
  }

  /** A reader of what is written from now on. */
  public EventReader fromNow() {
    return new EventReader(this);
  }

  /** Where the file goes when it is full. */
  Path older() {
    return path.resolveSibling(path.getFileName() + ".1");
  }

  /** What is recorded, oldest first; lines that cannot be read are left out. */
  public List<BoxEvent> read() {
    List<BoxEvent> events = new ArrayList<>();
    for (Path file : List.of(older(), path)) {
      try {
        new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
            .lines()
            .forEach(line -> EventLine.decode(line).ifPresent(events::add));
      } catch (NoSuchFileException e) {
        // nothing yet
      } catch (IOException e) {
        LogManager.getLogger(EventLog.class).warn("{} cannot be read", file, e);
      }
    }
    return events;
  }
}
