package dev.hutch.home;

import dev.hutch.BoxEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads an event log on from where it was, across its rotation. For one thread. */
public final class EventReader {
  private final EventLog log;
  private @Nullable Object file;
  private long position;
  private final ByteArrayOutputStream rest = new ByteArrayOutputStream();

  EventReader(EventLog log) {
    this.log = log;
    try {
      this.file = key(log.path());
      this.position = file == null ? 0 : Files.size(log.path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was written since the last call. */
  public List<BoxEvent> next() {
    List<BoxEvent> events = new ArrayList<>();
    try {
      Object now = key(log.path());
      if (!Objects.equals(now, file)) {
        if (file != null && file.equals(key(log.older()))) {
          read(log.older(), events);
        }
        file = now;
        position = 0;
      }
      if (now != null) {
        read(log.path(), events);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return events;
  }

  private void read(Path path, List<BoxEvent> events) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
      for (int n = channel.read(buffer, position); n > 0; n = channel.read(buffer, position)) {
        position += n;
        for (int i = 0; i < n; i++) {
          byte b = buffer.get(i);
          if (b == '\n') {
            EventLine.decode(rest.toString(StandardCharsets.UTF_8)).ifPresent(events::add);
            rest.reset();
          } else {
            rest.write(b);
          }
        }
        buffer.clear();
      }
    }
  }

  /** Which file a path stands for now: after a rotation another one. */
  private static @Nullable Object key(Path path) throws IOException {
    try {
      return Files.readAttributes(path, java.nio.file.attribute.BasicFileAttributes.class)
          .fileKey();
    } catch (NoSuchFileException e) {
      return null;
    }
  }
}
