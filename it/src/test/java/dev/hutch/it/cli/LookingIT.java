package dev.hutch.it.cli;

import static dev.hutch.it.cli.Terminals.awaitOutput;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.it.Checkout;
import dev.hutch.it.Ended;
import dev.hutch.it.HutchCommand;
import dev.hutch.it.RunningHutch;
import dev.hutch.it.leak.LeakGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code hutch stats, top, info, inspect --format table}. */
@ExtendWith(LeakGuard.class)
class LookingIT {
  @Test
  void whatABoxUsesIsShownOnceOrUntilASignal() {
    try (DetachedBox box = DetachedBox.running("--name", "busy", "--memory", "192m")) {
      HutchCommand.of("exec", "-d", "busy", "--", "sh", "-c", "while :; do :; done").run();
      Ended once = HutchCommand.of("stats", "--no-stream").run();
      assertThat(once.lines()).hasSize(2);
      assertThat(once.lines().getLast())
          .matches(box.id() + " +busy +\\d+\\.\\d% +[\\d.]+MiB +1\\d\\dMiB +.* +1 +\\d+ seconds?");
      try (RunningHutch stats = HutchCommand.of("stats", "--json", "busy").start()) {
        awaitOutput(
            stats, "}\n{\"id\": \"" + box.id() + "\", \"name\": \"busy\", \"answered\": true");
        stats.signal("INT");
        assertThat(stats.awaitEnd().exit()).isEqualTo(130);
      }
      assertThat(once.stdout()).doesNotContain("\33");
    }
  }

  @Test
  void aBoxThatSpinsUsesItsProcessor() {
    try (DetachedBox box = DetachedBox.running()) {
      HutchCommand.of("exec", "-d", box.id(), "--", "sh", "-c", "while :; do :; done").run();
      String json = HutchCommand.of("stats", "--no-stream", "--json", box.id()).run().stdout();
      double percent =
          Double.parseDouble(json.replaceAll("(?s).*\"cpuPercent\": ([\\d.]+).*", "$1"));
      assertThat(percent).isBetween(50.0, 100.0);
    }
  }

  @Test
  void itsProcessesAreListed() {
    try (DetachedBox box = DetachedBox.running()) {
      HutchCommand.of("exec", "-d", "-u", "nobody", box.id(), "--", "sleep", "1000").run();
      Ended top = HutchCommand.of("top", box.id()).run();
      assertThat(top.lines()).hasSize(2);
      assertThat(top.lines().getLast()).matches(" *\\d+ +1 +65534 +S .* ago +sleep 1000");
      assertThat(HutchCommand.of("top", "--format", "json", box.id()).run().stdout())
          .contains("\"parent\": 1, \"user\": 65534,", "\"command\": \"sleep 1000\"}");
    }
  }

  @Test
  void aBoxThatDoesNotRunIsSaid() {
    try (DetachedBox box = DetachedBox.created()) {
      for (String verb : new String[] {"stats", "top", "jobs", "logs", "attach"}) {
        Ended ended = HutchCommand.of(verb, box.id()).run();
        assertThat(ended.exit()).as(verb).isEqualTo(125);
        assertThat(ended.stderr())
            .as(verb)
            .isEqualTo("hutch: the box " + box.id() + " is created: 'hutch start' starts it\n");
      }
      assertThat(HutchCommand.of("inspect", "--format", "table", box.id()).run().stdout())
          .containsPattern("(?m)^id +" + box.id() + "$")
          .containsPattern("(?m)^state +created$")
          .containsPattern("(?m)^spec memory +256MiB$");
    }
  }

  @Test
  void theInstallationIsShownAtAGlance() {
    try (DetachedBox box = DetachedBox.created()) {
      Ended info = HutchCommand.of("info").run();
      assertThat(info.exit()).as(box + ", " + info).isZero();
      assertThat(info.stdout())
          .containsPattern("(?m)^home +" + Checkout.home() + "$")
          .containsPattern("(?m)^boxes created +1$")
          .containsPattern("(?m)^engine +emulated$")
          .containsPattern("(?m)^kernel +Linux \\d")
          .containsPattern("(?m)^cache kernel +[\\d.]+MiB$");
      assertThat(HutchCommand.of("info", "--json").run().stdout())
          .contains("\"engine\": \"emulated\",", "\"created\": 1,");
    }
  }
}
