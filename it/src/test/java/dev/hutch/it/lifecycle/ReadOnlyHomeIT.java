package dev.hutch.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.Box;
import dev.hutch.BoxState;
import dev.hutch.Hutch;
import dev.hutch.it.Ended;
import dev.hutch.it.HutchCommand;
import dev.hutch.it.box.Boxes;
import dev.hutch.it.leak.LeakGuard;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The home cannot be written to any more: what must write says so, and harms nobody. */
@ExtendWith(LeakGuard.class)
class ReadOnlyHomeIT {
  private static final String READ_ONLY =
      "mount --bind $HUTCH_HOME $HUTCH_HOME; mount -o remount,ro,bind $HUTCH_HOME";

  @Test
  void nothingStartsIsLostOrPretended() {
    try (Hutch hutch = Boxes.open(0)) {
      Box box = hutch.start(Boxes.detached());
      refused("run", "--", "true");
      refused("run", "-d");
      refused("create");
      refused("rename", box.id(), "another");
      assertThat(box.state()).isEqualTo(BoxState.RUNNING);
      refused("rm", "-f", box.id());
      assertThat(hutch.boxes()).extracting(info -> info.id()).contains(box.id());
      box.remove(true);
    }
  }

  private static void refused(String... words) {
    Ended ended = HutchCommand.of(words).under(Confined.mounts(READ_ONLY)).run();
    String what = String.join(" ", List.of(words));
    assertThat(ended.exit()).as(what + ": " + ended).isEqualTo(125);
    assertThat(ended.stderr()).as(what).startsWith("hutch: ").doesNotContain("\tat ");
  }
}
