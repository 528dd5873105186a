package dev.hutch.bindings.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

// In a thread of its own: native calls do not react to the interrupt of a time-out.
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class InotifyTest {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);

  @TempDir Path folder = Path.of("");
  private final Inotify inotify = Inotify.create();

  @AfterEach
  void close() {
    inotify.close();
  }

  @Test
  void tellsWhatHappensInADirectoryInTheOrderInWhichItHappened() throws Exception {
    int watch =
        inotify.add(folder, Inotify.CREATE | Inotify.MODIFY | Inotify.MOVED_TO | Inotify.DELETE);
    Path file = Files.writeString(folder.resolve("näme"), "x");
    Files.createDirectory(folder.resolve("directory"));
    Files.move(file, folder.resolve("new"), StandardCopyOption.ATOMIC_MOVE);
    Files.delete(folder.resolve("new"));

    assertThat(events())
        .containsExactly(
            event(watch, Inotify.CREATE, "näme"),
            event(watch, Inotify.MODIFY, "näme"),
            new InotifyEvent(watch, Inotify.CREATE | 0x4000_0000, "directory"),
            event(watch, Inotify.MOVED_TO, "new"),
            event(watch, Inotify.DELETE, "new"));
  }

  @Test
  void saysNothingWhereNothingHappened() {
    inotify.add(folder, Inotify.CREATE);

    assertThat(inotify.read()).isEmpty();
    assertThat(Poll.waitReadable(inotify.fd(), Duration.ZERO)).isFalse();
  }

  @Test
  void tellsWhenTheLastCopyOfADescriptorIsClosedAndNotBefore() throws Exception {
    Path file = folder.resolve("file");
    Fd writer = Fd.open(file, OpenFlags.O_RDWR | OpenFlags.O_CREAT, 0600);
    int watch = inotify.add(file, Inotify.CLOSE_WRITE);
    try (Fd copy = writer.dup()) {
      assertThat(copy.isOpen()).isTrue();
      writer.close();
      assertThat(inotify.read()).isEmpty();
    }
    assertThat(events()).containsExactly(event(watch, Inotify.CLOSE_WRITE, ""));
  }

  @Test
  void tellsTheEndOfAWatchOfADeletedDirectory() throws Exception {
    Path watched = Files.createDirectory(folder.resolve("watched"));
    int watch = inotify.add(watched, Inotify.DELETE_SELF | Inotify.ONLY_DIRECTORY);
    Files.delete(watched);

    List<InotifyEvent> events = events();
    assertThat(events.getFirst()).isEqualTo(event(watch, Inotify.DELETE_SELF, ""));
    assertThat(events.getLast().isEndOfWatch()).isTrue();
  }

  @Test
  void aRemovedWatchTellsNothingMore() throws Exception {
    int watch = inotify.add(folder, Inotify.CREATE);
    inotify.remove(watch);
    Files.createFile(folder.resolve("unseen"));

    assertThat(events()).singleElement().satisfies(e -> assertThat(e.isEndOfWatch()).isTrue());
    assertThat(inotify.read()).isEmpty();
  }

  @Test
  void givesMoreEventsThanOneReadTakes() throws Exception {
    inotify.add(folder, Inotify.CREATE);
    for (int i = 0; i < 200; i++) {
      Files.createFile(folder.resolve("a name of a length that fills the buffer soon " + i));
    }

    List<InotifyEvent> all = new ArrayList<>();
    for (List<InotifyEvent> some = inotify.read(); !some.isEmpty(); some = inotify.read()) {
      all.addAll(some);
    }
    assertThat(all).hasSize(200);
    assertThat(all.getLast().name()).endsWith(" 199");
  }

  @Test
  void refusesWhatIsNotThereOrNoDirectory() throws Exception {
    assertThatThrownBy(() -> inotify.add(folder.resolve("none"), Inotify.CREATE))
        .hasMessageContaining("ENOENT")
        .hasMessageContaining("none");
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> inotify.add(file, Inotify.CREATE | Inotify.ONLY_DIRECTORY))
        .hasMessageContaining("ENOTDIR");
  }

  private List<InotifyEvent> events() {
    assertThat(Poll.waitReadable(inotify.fd(), LONG_ENOUGH)).isTrue();
    return inotify.read();
  }

  private static InotifyEvent event(int watch, int mask, String name) {
    return new InotifyEvent(watch, mask, name);
  }
}
