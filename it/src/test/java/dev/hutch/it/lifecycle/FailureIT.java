package dev.hutch.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.Box;
import dev.hutch.BoxFailure;
import dev.hutch.BoxInfo;
import dev.hutch.BoxSpec;
import dev.hutch.BoxStartException;
import dev.hutch.BoxState;
import dev.hutch.CommandNotStartedException;
import dev.hutch.Hutch;
import dev.hutch.HutchException;
import dev.hutch.ImageException;
import dev.hutch.it.Checkout;
import dev.hutch.it.box.Boxes;
import dev.hutch.it.leak.BoxLook;
import dev.hutch.it.leak.LeakGuard;
import dev.hutch.it.leak.Snapshot;
import dev.hutch.it.service.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What fails leaves its evidence and nothing else. */
@ExtendWith(LeakGuard.class)
class FailureIT {
  private static final int FAILURES = 5;

  @Test
  void failedStartsLeaveNoZombieAndNoShimASecondLater() {
    Snapshot before = Snapshot.take();
    try (Hutch hutch = Boxes.open(0)) {
      Map<String, Set<String>> open = Snapshot.take().since(before);
      for (int i = 0; i < FAILURES; i++) {
        assertThatThrownBy(() -> hutch.start(broken())).isInstanceOf(BoxStartException.class);
      }
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .atMost(Duration.ofSeconds(1))
          .untilAsserted(
              () -> {
                Map<String, Set<String>> now = Snapshot.take().since(before);
                assertThat(now).doesNotContainKeys("zombie children of the test", "processes");
                assertThat(now.getOrDefault("files of boxes", Set.of()))
                    .isEqualTo(open.getOrDefault("files of boxes", Set.of()));
              });
    }
  }

  @Test
  void aBoxThatDoesNotComeUpKeepsWhyInItsRecordForEverybody() {
    String id;
    try (Hutch hutch = Boxes.open(0)) {
      Box box = hutch.create(broken());
      id = box.id();
      assertThatThrownBy(box::start).isInstanceOf(BoxStartException.class);
    }
    try (Hutch other = Boxes.observer()) {
      BoxInfo info = other.box(id).info();
      assertThat(info.state()).isEqualTo(BoxState.FAILED);
      BoxFailure failure = info.failure().orElseThrow();
      assertThat(failure.phase()).isEqualTo("guest");
      assertThat(failure.message()).isNotBlank();
      assertThat(failure.consoleTail()).contains("Kernel panic");
      other.box(id).remove();
    }
  }

  @Test
  void aMachineThatBreaksWhileItRunsLeavesWhyInItsRecord() {
    try (Hutch hutch = Boxes.open(0)) {
      Box box = hutch.start(Boxes.detached());
      box.run("sh", "-c", "mknod /root/kmsg c 1 11; echo '<1>last words' > /root/kmsg").orThrow();
      Signals.send("KILL", emulatorOf(box));
      assertThat(box.awaitEnd(Duration.ofSeconds(20))).isTrue();
      assertThat(box.state()).isEqualTo(BoxState.FAILED);
      BoxFailure failure = box.info().failure().orElseThrow();
      assertThat(failure.message()).isNotBlank();
      assertThat(failure.consoleTail()).contains("last words");
      box.remove();
    }
  }

  @Test
  void aFailedImageLeavesNoShim() {
    try (Hutch hutch = Boxes.open(0)) {
      Snapshot before = Snapshot.execution();
      assertThatThrownBy(() -> hutch.start(BoxSpec.image("no-such-image").detach(true)))
          .isInstanceOf(ImageException.class);
      assertThatThrownBy(() -> hutch.create(BoxSpec.image("no-such-image")))
          .isInstanceOf(ImageException.class);
      assertThat(Snapshot.execution().since(before)).isEmpty();
    }
  }

  @Test
  void failedCommandsLeaveTheBoxAsItWasAndNothingBehindIt() {
    Snapshot before = Snapshot.execution();
    try (Hutch hutch = Boxes.open(0);
        Box box = hutch.start(Boxes.small())) {
      assertThat(box.run("sh", "-c", "exit 3").exit()).isEqualTo(3);
      assertThatThrownBy(() -> box.run("no-such-program"))
          .isInstanceOf(CommandNotStartedException.class);
      assertThat(box.state()).isEqualTo(BoxState.RUNNING);
    }
    assertThat(Snapshot.execution().since(before)).isEmpty();
  }

  @Test
  void aStartWhoseJournalCannotBeWrittenGivesTheBoxFreeForTheNext() throws IOException {
    try (Hutch hutch = Boxes.open(0)) {
      Box box = hutch.create(Boxes.small());
      Path inTheWay = Checkout.home().resolve("boxes").resolve(box.id()).resolve("journal");
      Files.createDirectory(inTheWay);
      assertThatThrownBy(box::start)
          .isInstanceOf(HutchException.class)
          .hasMessageContaining("journal");
      Files.delete(inTheWay);
      box.start();
      assertThat(box.run("true").exit()).isZero();
      box.remove(true);
    }
  }

  private static long emulatorOf(Box box) {
    return BoxLook.at(box.id()).wholeTree().stream()
        .filter(process -> process.name().startsWith("qemu"))
        .findFirst()
        .orElseThrow()
        .pid();
  }

  private static BoxSpec broken() {
    return Boxes.small().kernelArguments("init=/nowhere");
  }
}
