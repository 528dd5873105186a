package dev.hutch.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.it.Ended;
import dev.hutch.it.HutchCommand;
import dev.hutch.it.leak.LeakGuard;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The file system of the boxes is full: each file in turn is the one that does not fit. */
@ExtendWith(LeakGuard.class)
class NoSpaceIT {
  private static final int OURS = 125;

  /** More files than a box has. */
  private static final int FILES = 12;

  @Test
  void whicheverFileCannotBeMadeNothingIsLeft() {
    List<String> reasons = new ArrayList<>();
    for (int inodes = 2; inodes < FILES; inodes++) {
      Ended ended = runWith("nr_inodes=" + inodes);
      if (ended.exit() == 0) {
        break;
      }
      reasons.add(reason(ended));
    }
    assertThat(reasons).as("one for each file").hasSizeGreaterThanOrEqualTo(4);
  }

  @Test
  void whicheverFileCannotBeWrittenNothingIsLeft() {
    List<String> reasons = new ArrayList<>();
    for (int pages : List.of(1, 2, 30, 31, 32, 33, 34)) {
      Ended ended = runWith("size=" + 4 * pages + "k");
      if (ended.exit() == 0) {
        break;
      }
      reasons.add(reason(ended));
    }
    assertThat(reasons).anyMatch(reason -> reason.contains("disk"));
    assertThat(reasons).as("in the middle of it").anyMatch(reason -> reason.contains("pid"));
  }

  private static Ended runWith(String limit) {
    return HutchCommand.running("true")
        .under(
            Confined.mountsAndLook(
                "mount -t tmpfs -o mode=700," + limit + " tmpfs $HUTCH_HOME/boxes"))
        .run();
  }

  private static String reason(Ended ended) {
    assertThat(ended.exit()).as(ended::toString).isEqualTo(OURS);
    assertThat(ended.stderr())
        .contains("No space left on device")
        .doesNotContain("left: ", "Exception in", "\tat ");
    return ended.stderr();
  }
}
