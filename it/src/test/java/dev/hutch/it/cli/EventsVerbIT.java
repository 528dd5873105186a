package dev.hutch.it.cli;

import static dev.hutch.it.cli.Terminals.awaitOutput;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.it.Ended;
import dev.hutch.it.HutchCommand;
import dev.hutch.it.RunningHutch;
import dev.hutch.it.leak.LeakGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code hutch events} tells what other processes do. */
@ExtendWith(LeakGuard.class)
class EventsVerbIT {
  @Test
  void aBoxsLifeIsToldAsItHappensUntilASignalEndsIt() {
    try (RunningHutch events = HutchCommand.of("events", "--json", "--since", "1s").start()) {
      DetachedBox box = DetachedBox.created("--name", "told");
      awaitOutput(events, line("created", box));
      assertThat(HutchCommand.of("start", "told").run().exit()).isZero();
      awaitOutput(events, line("started", box));
      assertThat(box.exec("sh", "-c", "exit 3").run().exit()).isEqualTo(3);
      awaitOutput(events, line("exec", box));
      assertThat(events.stdout()).contains("\"detail\": \"exit 3\"");
      assertThat(HutchCommand.of("stop", "-t", "1", "told").run().exit()).isZero();
      awaitOutput(events, line("stopped", box));
      box.close();
      awaitOutput(events, line("removed", box));
      events.signal("TERM");
      assertThat(events.awaitEnd().exit()).isEqualTo(143);
    }
  }

  @Test
  void whatHappenedBeforeIsToldWhereItIsAskedFor() {
    DetachedBox.created("--name", "past").close();
    try (RunningHutch events = HutchCommand.of("events", "--since", "5m").start()) {
      awaitOutput(events, "(past)");
      events.signal("INT");
      assertThat(events.awaitEnd().exit()).isEqualTo(130);
    }
  }

  @Test
  void noCommandIsForgotten() {
    try (DetachedBox box = DetachedBox.running()) {
      for (int exit = 1; exit <= 5; exit++) {
        assertThat(box.exec("sh", "-c", "exit " + exit).run().exit()).isEqualTo(exit);
      }
      try (RunningHutch events = HutchCommand.of("events", "--json", "--since", "5m").start()) {
        for (int exit = 1; exit <= 5; exit++) {
          awaitOutput(events, "\"detail\": \"exit " + exit + "\"");
        }
        events.signal("TERM");
        assertThat(
                events.awaitEnd().stdout().lines().filter(told -> told.contains(line("exec", box))))
            .hasSize(5);
      }
    }
  }

  @Test
  void aReaderThatHasGoneEndsIt() {
    DetachedBox.created("--name", "unread").close();
    Ended ended =
        HutchCommand.of("events", "--since", "5m")
            .under("bash", "-c", "\"$@\" | true; exit ${PIPESTATUS[0]}", "bash")
            .run();
    assertThat(ended.exit()).as(ended::toString).isEqualTo(141);
  }

  private static String line(String kind, DetachedBox box) {
    return "\"kind\": \"" + kind + "\", \"box\": \"" + box.id() + "\"";
  }
}
