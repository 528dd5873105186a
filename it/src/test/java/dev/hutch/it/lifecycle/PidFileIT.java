package dev.hutch.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.Box;
import dev.hutch.BoxState;
import dev.hutch.Hutch;
import dev.hutch.it.box.Boxes;
import dev.hutch.it.leak.BoxLook;
import dev.hutch.it.leak.LeakGuard;
import dev.hutch.it.leak.Proc;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pid file is a hint: whatever it holds, a box is seen, stopped and removed. */
@ExtendWith(LeakGuard.class)
class PidFileIT {
  private static String neighbour;
  private static Process bystander;

  @BeforeAll
  static void begin() throws IOException {
    try (Hutch hutch = Boxes.open(0);
        Box box = hutch.start(Boxes.detached())) {
      neighbour = box.id();
    }
    bystander = Bystander.naming("hutch", neighbour);
  }

  @AfterAll
  static void end() throws Exception {
    bystander.destroyForcibly().waitFor();
    try (Hutch hutch = Boxes.observer()) {
      hutch.box(neighbour).remove(true);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBoxThatLivesIsSeenAndItsPidFileRepaired(PidFileDamage damage) throws IOException {
    try (Hutch hutch = Boxes.open(0)) {
      Box box = hutch.start(Boxes.detached());
      String whole = Files.readString(PidFileDamage.fileOf(box.id()));
      inflict(damage, box);
      try (Hutch other = Boxes.observer()) {
        assertThat(other.box(box.id()).state()).isEqualTo(BoxState.RUNNING);
        assertThat(PidFileDamage.fileOf(box.id())).hasContent(whole);
        assertThat(other.box(box.id()).run("true").ok()).isTrue();
      }
      Tree tree = Tree.of(box.id());
      inflict(damage, box);
      try (Hutch other = Boxes.observer()) {
        other.box(box.id()).kill();
      }
      tree.assertGone();
      assertThat(box.state()).isEqualTo(BoxState.STOPPED);
      assertOthersLive();
      box.remove();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBoxThatLivesIsRemovedByForce(PidFileDamage damage) throws IOException {
    try (Hutch hutch = Boxes.open(0)) {
      Box box = hutch.start(Boxes.detached());
      Tree tree = Tree.of(box.id());
      inflict(damage, box);
      try (Hutch other = Boxes.observer()) {
        other.box(box.id()).remove(true);
      }
      tree.assertGone();
      assertThat(BoxLook.at(box.id()).isNothing()).isTrue();
      assertOthersLive();
    }
  }

  @Test
  void aBoxWhoseProcessesAreDeadHasFailedAndStartsAgain() throws IOException {
    try (Hutch hutch = Boxes.open(0)) {
      Box box = hutch.start(Boxes.detached());
      box.run("sh", "-c", "echo kept > /root/file; sync").orThrow();
      String whole = Files.readString(PidFileDamage.fileOf(box.id()));
      Tree tree = Tree.of(box.id());
      tree.signal("KILL");
      assertThat(box.awaitEnd(Duration.ofSeconds(20))).isTrue();
      tree.assertGoneWithin(Duration.ofSeconds(1));
      assertThat(box.state()).isEqualTo(BoxState.FAILED);
      assertThat(box.info().failure().orElseThrow().message()).isNotBlank();
      for (PidFileDamage damage : PidFileDamage.values()) {
        Files.writeString(PidFileDamage.fileOf(box.id()), whole);
        inflict(damage, box);
        assertThat(box.state()).as("with a pid file " + damage).isEqualTo(BoxState.FAILED);
        assertThat(box.info().pid()).as("with a pid file " + damage).isEmpty();
      }
      box.start();
      assertThat(box.run("cat", "/root/file").stdout().text()).isEqualTo("kept\n");
      box.remove(true);
      assertOthersLive();
    }
  }

  private static void inflict(PidFileDamage damage, Box box) throws IOException {
    damage.inflictOn(box.id(), neighbour, new Proc(bystander.pid()));
  }

  private static void assertOthersLive() {
    assertThat(bystander.isAlive()).as("the bystander lives").isTrue();
    assertThat(BoxLook.at(neighbour).state()).isEqualTo(BoxState.RUNNING);
  }
}
