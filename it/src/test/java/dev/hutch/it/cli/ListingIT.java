package dev.hutch.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.it.Ended;
import dev.hutch.it.HutchCommand;
import dev.hutch.it.RunningHutch;
import dev.hutch.it.leak.LeakGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the verbs say of boxes, from their creation to their removal. */
@ExtendWith(LeakGuard.class)
class ListingIT {
  @Test
  void aBoxIsSeenInEachOfItsStates() {
    try (DetachedBox box = DetachedBox.created("--name", "web")) {
      assertThat(box.state()).isEqualTo("created");
      assertThat(said("ps", "-q")).isEmpty();
      assertThat(said("start", "web")).isEqualTo("web\n");
      assertThat(said("ps", "-q")).isEqualTo(box.id() + "\n");
      assertThat(said("ps").lines().toList().get(1))
          .matches(box.id() + " +web +running +base +.* ago +.*second.*");
      assertThat(said("ls", "--format", "json"))
          .contains("\"id\": \"" + box.id() + "\"", "\"state\": \"running\"", "\"name\": \"web\"");
      assertThat(said("stop", "-t", "1", "web")).isEqualTo("web\n");
      assertThat(box.state()).isEqualTo("stopped");
      assertThat(said("wait", "web")).isEqualTo("stopped\n");
    }
  }

  @Test
  void inspectTellsWhatWasAskedForAndWhatRuns() {
    try (DetachedBox box = DetachedBox.running("--cpus", "2", "--memory", "300m")) {
      assertThat(said("inspect", box.id()))
          .contains(
              "\"id\": \"" + box.id() + "\"",
              "\"state\": \"running\"",
              "\"cpus\": 2",
              "\"memory\": 314572800",
              "\"detach\": true",
              "\"failure\": null")
          .containsPattern("\"pid\": [1-9]");
    }
  }

  @Test
  void aRenamedBoxIsFoundByItsNewNameOnlyAndKeepsRunning() {
    try (DetachedBox box = DetachedBox.running("--name", "old")) {
      assertThat(said("rename", "old", "new")).isEmpty();
      assertThat(said("exec", "new", "--", "hostname")).isEqualTo(box.id() + "\n");
      assertThat(HutchCommand.of("inspect", "old").run().exit()).isEqualTo(125);
    }
  }

  @Test
  void waitReturnsWhenTheBoxHasEnded() {
    try (DetachedBox box = DetachedBox.running();
        RunningHutch stopped = HutchCommand.of("wait", box.id()).start()) {
      assertThat(said("kill", box.id())).isEqualTo(box.id() + "\n");
      assertThat(stopped.awaitEnd().stdout()).isEqualTo("stopped\n");
    }
  }

  @Test
  void aRestartedBoxHasItsDisk() {
    try (DetachedBox box = DetachedBox.running()) {
      assertThat(box.exec("sh", "-c", "echo kept > /root/file").run().exit()).isZero();
      assertThat(said("restart", "-t", "1", box.id())).isEqualTo(box.id() + "\n");
      assertThat(box.exec("cat", "/root/file").run().stdout()).isEqualTo("kept\n");
    }
  }

  @Test
  void oneFailureKeepsNobodyFromTheOthers() {
    try (DetachedBox a = DetachedBox.created();
        DetachedBox b = DetachedBox.created()) {
      Ended ended = HutchCommand.of("rm", a.id(), "nobody", b.id()).run();
      assertThat(ended.exit()).isEqualTo(125);
      assertThat(ended.stdout()).isEqualTo(a.id() + "\n" + b.id() + "\n");
      assertThat(ended.stderr()).contains("'nobody'").hasLineCount(1);
    }
  }

  @Test
  void pruneTakesWhatDoesNotRunAndADryRunOnlySaysSo() {
    try (DetachedBox box = DetachedBox.created()) {
      assertThat(said("prune", "--dry-run")).contains("would be removed", box.id());
      assertThat(box.state()).isEqualTo("created");
      assertThat(said("prune")).contains("Removed boxes:", box.id());
      assertThat(box.state()).isEqualTo("gone");
    }
  }

  private static String said(String... words) {
    Ended ended = HutchCommand.of(words).run();
    assertThat(ended.exit()).as(ended::toString).isZero();
    assertThat(ended.stderr()).isEmpty();
    return ended.stdout();
  }
}
