package dev.hutch.it.cli;

import static dev.hutch.it.cli.Terminals.awaitOutput;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.it.Ended;
import dev.hutch.it.HutchCommand;
import dev.hutch.it.RunningHutch;
import dev.hutch.it.leak.LeakGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Commands that go on in their box: {@code exec -d, run -d, jobs, logs, attach, forget}. */
@ExtendWith(LeakGuard.class)
class JobsIT {
  private static final String LOOP = "echo up; while :; do sleep 0.1; echo tick; done";

  @Test
  void aCommandIsLeftListedReadAndForgotten() {
    try (DetachedBox box = DetachedBox.running()) {
      String script = "echo one; echo two; echo bad >&2; exit 3";
      assertThat(said("exec", "-d", box.id(), "--", "sh", "-c", script)).isEqualTo("1\n");
      assertThat(said("logs", "-f", box.id())).isEqualTo("one\ntwo\n");
      Ended logs = hutch("logs", "--tail", "1", box.id(), "1");
      assertThat(logs.stdout()).isEqualTo("two\n");
      assertThat(logs.stderr()).isEqualTo("bad\n");
      assertThat(hutch("jobs", box.id()).lines().getLast())
          .matches(" *1 +\\d+ +exit 3 +no .* 8B +4B +sh -c echo one; .*");
      assertThat(said("jobs", "--json", box.id()))
          .contains("\"number\": 1,", "\"running\": false, \"exit\": 3,");
      assertThat(said("forget", box.id())).isEqualTo("1\n");
      assertThat(said("jobs", "-q", box.id())).isEmpty();
    }
  }

  @Test
  void runLeavesItsCommandInTheBoxWhichStaysWhenItHasEnded() {
    Ended run = hutch("run", "-d", "--start-timeout=120", "-e", "A=b", "--", "sh", "-c", "echo $A");
    assertThat(run.exit()).as(run::toString).isZero();
    try (DetachedBox box = new DetachedBox(run.stdout().strip())) {
      assertThat(said("logs", "-f", box.id())).isEqualTo("b\n");
      assertThat(box.state()).isEqualTo("running");
    }
  }

  @Test
  void aCommandThatCannotBeStartedLeavesNoBox() {
    Ended run = hutch("run", "-d", "--start-timeout=120", "--", "no-such-program");
    assertThat(run.exit()).as(run::toString).isEqualTo(127);
    assertThat(run.stdoutBytes()).isEmpty();
    assertThat(said("ps", "-aq")).isEmpty();
  }

  @Test
  void whoAttachesHasItsInputOutputAndExit() {
    try (DetachedBox box = DetachedBox.running()) {
      said("exec", "-d", "-i", box.id(), "--", "sh", "-c", "echo up; sort; exit 6");
      Ended attached =
          HutchCommand.of("attach", box.id())
              .stdin(stream -> stream.write("b\na\n".getBytes(UTF_8)))
              .run();
      assertThat(attached.stdout()).isEqualTo("up\na\nb\n");
      assertThat(attached.exit()).isEqualTo(6);
      assertThat(hutch("attach", box.id()).exit()).as("none runs").isEqualTo(125);
    }
  }

  @Test
  void itsFirstSignalIsTheCommandsAndTheSecondLeavesIt() {
    try (DetachedBox box = DetachedBox.running()) {
      said("exec", "-d", box.id(), "--", "sh", "-c", "trap 'echo got it' TERM; " + LOOP);
      try (RunningHutch hutch = HutchCommand.of("attach", "--no-stdin", box.id()).start()) {
        awaitOutput(hutch, "up");
        hutch.signal("TERM");
        awaitOutput(hutch, "got it");
        hutch.signal("TERM");
        assertThat(hutch.awaitEnd().exit()).isEqualTo(143);
      }
      assertThat(said("jobs", "--json", box.id())).contains("\"running\": true");
    }
  }

  @Test
  void whoOnlyLooksChangesNothing() {
    try (DetachedBox box = DetachedBox.running()) {
      said("exec", "-d", box.id(), "--", "sh", "-c", LOOP);
      try (RunningHutch hutch = HutchCommand.of("logs", "-f", "--tail", "1", box.id()).start()) {
        awaitOutput(hutch, "tick\ntick");
        hutch.signal("INT");
        assertThat(hutch.awaitEnd().exit()).isEqualTo(130);
      }
      for (String verb : new String[] {"logs -f", "attach --no-stdin"}) {
        String line = "\"$0\" " + verb + " " + box.id() + " | head -n 1";
        assertThat(HutchCommand.of().under("sh", "-c", line).run().lines()).containsExactly("up");
      }
      assertThat(said("jobs", "--json", box.id())).contains("\"running\": true");
    }
  }

  @Test
  void theConsoleIsShownAlsoOfABoxThatDoesNotRun() {
    try (DetachedBox box =
        DetachedBox.running("--kernel-arg=loglevel=7", "--kernel-arg=ignore_loglevel")) {
      assertThat(hutch("stop", box.id()).exit()).isZero();
      assertThat(said("logs", "--console", box.id())).contains("Run /sbin/hutch-agent");
      assertThat(hutch("logs", "--console", "--tail", "2", box.id()).lines()).hasSize(2);
    }
  }

  @Test
  void theConsoleIsFollowedUntilTheBoxEnds() {
    try (DetachedBox box =
            DetachedBox.running("--kernel-arg=loglevel=7", "--kernel-arg=ignore_loglevel");
        RunningHutch all = HutchCommand.of("logs", "--console", "-f", box.id()).start();
        RunningHutch end =
            HutchCommand.of("logs", "--console", "-f", "--tail", "1", box.id()).start()) {
      awaitOutput(all, "Run /sbin/hutch-agent");
      awaitOutput(end, "\n");
      said("exec", box.id(), "--", "sh", "-c", "mknod /dev/kmsg c 1 11 && echo spoken >/dev/kmsg");
      awaitOutput(all, "spoken");
      awaitOutput(end, "spoken");
      assertThat(end.stdout()).doesNotContain("Run /sbin/hutch-agent");

      assertThat(hutch("stop", box.id()).exit()).isZero();

      Ended ended = all.awaitEnd();
      assertThat(ended.exit()).as(ended::toString).isZero();
      assertThat(ended.stdout()).isEqualTo(said("logs", "--console", box.id()));
      assertThat(end.awaitEnd().exit()).isZero();
      assertThat(said("logs", "--console", "-f", box.id())).isEqualTo(ended.stdout());
    }
  }

  @Test
  void aSignalEndsTheLookAtAConsole() {
    try (DetachedBox box =
            DetachedBox.running("--kernel-arg=loglevel=7", "--kernel-arg=ignore_loglevel");
        RunningHutch console = HutchCommand.of("logs", "--console", "-f", box.id()).start()) {
      awaitOutput(console, "Run /sbin/hutch-agent");
      console.signal("INT");
      assertThat(console.awaitEnd().exit()).isEqualTo(130);
      assertThat(box.state()).isEqualTo("running");
    }
  }

  private static Ended hutch(String... words) {
    return HutchCommand.of(words).run();
  }

  private static String said(String... words) {
    Ended ended = hutch(words);
    assertThat(ended.exit()).as(ended::toString).isZero();
    return ended.stdout();
  }
}
