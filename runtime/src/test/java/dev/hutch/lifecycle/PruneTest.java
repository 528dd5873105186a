package dev.hutch.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.PruneOptions;
import dev.hutch.PruneReport;
import dev.hutch.home.BoxDirectory;
import dev.hutch.jailer.Ids;
import dev.hutch.jailer.lock.BoxLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PruneTest extends WithBoxHost {
  @Test
  void removesABoxThatDoesNotRunWithItsName() {
    BoxDirectory box = PlainBoxes.make(host, "web");
    assertThat(prune().boxes()).containsExactly(box.id());
    assertThat(host.home().boxes()).isEmptyDirectory();
    assertThat(host.home().names().all()).isEmpty();
  }

  @Test
  void leavesABoxWhoseLockIsHeld() {
    BoxDirectory box = PlainBoxes.make(host, "");
    try (BoxLock held = BoxLock.acquire(box.lock())) {
      assertThat(prune().boxes()).isEmpty();
      assertThat(held.path()).exists();
    }
    assertThat(box.record()).exists();
  }

  @Test
  void removesADirectoryWithoutARecord() throws IOException {
    BoxDirectory box = PlainBoxes.make(host, "");
    Files.delete(box.record());
    assertThat(orphans(prune())).containsExactly(box.path().toString());
    assertThat(box.path()).doesNotExist();
  }

  @Test
  void leavesABoxThatIsJustBeingMade() {
    BoxDirectory box = BoxDirectory.create(host.home(), Ids.fresh());
    try (BoxLock held = BoxLock.acquire(box.lock())) {
      assertThat(orphans(prune())).isEmpty();
      assertThat(held.path()).exists();
    }
  }

  @Test
  void finishesADeletionThatWasCutShort() {
    BoxDirectory doomed = PlainBoxes.make(host, "").moveAway().orElseThrow();
    assertThat(orphans(prune())).containsExactly(doomed.path().toString());
    assertThat(host.home().boxes()).isEmptyDirectory();
  }

  @Test
  void dropsANameWhoseBoxIsGoneAndKeepsTheOthers() {
    PlainBoxes.make(host, "gone").moveAway().orElseThrow().delete();
    BoxDirectory kept = PlainBoxes.make(host, "kept");
    try (BoxLock held = BoxLock.acquire(kept.lock())) {
      assertThat(orphans(prune()))
          .containsExactly(host.home().names().directory().resolve("gone").toString());
      assertThat(held.path()).exists();
    }
    assertThat(host.home().names().all()).containsExactly("kept");
  }

  @Test
  void removesHalfMadeCacheFilesThatNobodyMakesAnyMore() throws IOException {
    Path cache = Files.createDirectory(host.home().cache().resolve("natives"));
    Path fresh = Files.createFile(cache.resolve(".partial-1"));
    Path old = Files.createFile(cache.resolve(".partial-2"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    Files.getFileAttributeView(old, java.nio.file.attribute.BasicFileAttributeView.class)
        .setTimes(null, FileTime.from(Instant.now().minus(Duration.ofHours(2))), null);
    assertThat(orphans(prune())).containsExactly(old.toString());
    assertThat(fresh).exists();
    assertThat(old).doesNotExist();
  }

  @Test
  void changesNothingInADryRun() throws IOException {
    BoxDirectory box = PlainBoxes.make(host, "web");
    BoxDirectory doomed = PlainBoxes.make(host, "").moveAway().orElseThrow();
    PruneReport report = new Prune(host, PruneOptions.DEFAULT.dryRun(true)).run();
    assertThat(report.boxes()).containsExactly(box.id());
    assertThat(orphans(report)).containsExactly(doomed.path().toString());
    assertThat(box.record()).exists();
    assertThat(doomed.record()).exists();
  }

  /** Of this home: empty groups that others have left on the host are there as well. */
  private List<String> orphans(PruneReport report) {
    return report.orphans().stream().filter(path -> path.startsWith(directory.toString())).toList();
  }

  private PruneReport prune() {
    return new Prune(host, PruneOptions.DEFAULT).run();
  }
}
