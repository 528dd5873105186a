package dev.hutch.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.Box;
import dev.hutch.BoxState;
import dev.hutch.Hutch;
import dev.hutch.PruneOptions;
import dev.hutch.PruneReport;
import dev.hutch.it.Checkout;
import dev.hutch.it.HutchCommand;
import dev.hutch.it.box.Boxes;
import dev.hutch.it.leak.BoxLook;
import dev.hutch.it.leak.LeakGuard;
import dev.hutch.it.leak.Snapshot;
import dev.hutch.it.service.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pruning takes what nobody needs, and only that. */
@ExtendWith(LeakGuard.class)
class PruneIT {
  private static final Path BOXES = Checkout.home().resolve("boxes");
  private static final Path NAMES = Checkout.home().resolve("names");

  @Test
  void takesBoxesThatDoNotRunAndLeftoversAndADryRunChangesNothing() throws IOException {
    try (Hutch hutch = Boxes.open(0)) {
      Box live = hutch.start(Boxes.detached().name("live"));
      Box stopped = hutch.start(Boxes.detached());
      stopped.kill();
      Path orphan = orphan("aaaaaaaaaaaaaaaaaaaa");
      Path leaving = orphan(".removed-bbbbbbbbbbbbbbbbbbbb-1f");
      Path stale = Files.writeString(NAMES.resolve("stale"), "cccccccccccccccccccc");
      Snapshot before = Snapshot.take();

      PruneReport would = hutch.prune(PruneOptions.DEFAULT.dryRun(true));
      assertReports(would, live, stopped, orphan, leaving, stale);
      assertThat(Snapshot.take().since(before)).isEmpty();
      assertThat(List.of(orphan, leaving, stale)).allSatisfy(path -> assertThat(path).exists());
      assertThat(stopped.state()).isEqualTo(BoxState.STOPPED);

      assertReports(hutch.prune(PruneOptions.DEFAULT), live, stopped, orphan, leaving, stale);
      assertThat(List.of(orphan, leaving, stale))
          .allSatisfy(path -> assertThat(path).doesNotExist());
      assertThat(BoxLook.at(stopped.id()).isNothing()).isTrue();
      assertThat(live.run("true").ok()).isTrue();
      assertThat(hutch.box("live").id()).isEqualTo(live.id());
      live.remove(true);
    }
  }

  @Test
  void aLiveTreeWithoutARecordIsReportedAndOnlyForceReapsIt() throws IOException {
    String id;
    try (RunningService service = RunningService.open()) {
      id = service.ask("start detached");
    }
    Tree tree = Tree.of(id);
    deleteRecordOf(id);
    assertThat(HutchCommand.of("doctor").run().stdout()).contains(id);
    try (Hutch hutch = Boxes.observer()) {
      assertThat(hutch.prune(PruneOptions.DEFAULT).trees()).containsOnlyKeys(id);
      assertThat(hutch.prune(PruneOptions.DEFAULT.force(true).dryRun(true)).trees())
          .containsOnlyKeys(id);
      assertThat(tree.alive()).isNotEmpty();
      assertThat(hutch.prune(PruneOptions.DEFAULT.force(true)).trees()).containsOnlyKeys(id);
    }
    tree.assertGone();
    assertThat(BoxLook.at(id).isNothing()).isTrue();
  }

  @Test
  void theWarmShimsOfOtherServicesAreTheirs() {
    try (Hutch other = Boxes.open(1);
        Hutch hutch = Boxes.observer()) {
      Boxes.awaitWarm();
      PruneReport report = hutch.prune(PruneOptions.DEFAULT.force(true));
      assertThat(report.trees()).isEmpty();
      assertThat(HutchCommand.of("prune", "--force").run().exit()).isZero();
      try (Box box = other.start(Boxes.small())) {
        assertThat(box.timeline().toString()).isNotBlank();
        assertThat(box.run("true").ok()).isTrue();
      }
    }
  }

  private static void assertReports(PruneReport report, Box live, Box stopped, Path... orphans) {
    assertThat(report.boxes()).contains(stopped.id()).doesNotContain(live.id());
    assertThat(report.orphans())
        .containsAll(List.of(orphans).stream().map(Path::toString).toList());
    assertThat(report.trees()).isEmpty();
    assertThat(report.kept()).isEmpty();
  }

  private static Path orphan(String name) throws IOException {
    Path directory = Files.createDirectory(BOXES.resolve(name));
    Files.writeString(directory.resolve("disk.ext4"), "a disk");
    return directory;
  }

  /** What somebody does who tidies up by hand. */
  private static void deleteRecordOf(String id) throws IOException {
    Path directory = BOXES.resolve(id);
    for (Path file : Set.copyOf(filesOf(directory))) {
      Files.delete(file);
    }
    Files.delete(directory);
  }

  private static List<Path> filesOf(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.toList();
    }
  }
}
