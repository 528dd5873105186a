package dev.hutch.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.it.Ended;
import dev.hutch.it.HutchCommand;
import dev.hutch.it.RunningHutch;
import dev.hutch.it.leak.BoxLook;
import dev.hutch.it.leak.LeakGuard;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where no group can be made or written, trees are reached by argv and pid namespace. */
@ExtendWith(LeakGuard.class)
class NoCgroupIT {
  private static final String[] WITHOUT =
      Confined.mounts(
          """
          for group in $(awk '$3 == "cgroup2" { print $2 }' /proc/mounts); do
            mount --bind -o ro $group $group
            mount -o remount,ro,bind $group
          done
          """);

  @Test
  void aDetachedBoxIsStoppedRestartedAndRemovedWhole() {
    String id = hutch("run", "-d").strip();
    assertThat(BoxLook.at(id).groups()).isEmpty();
    Tree tree = Tree.of(id);
    hutch("stop", "-t", "0", id);
    tree.assertGone();
    hutch("start", id);
    tree = Tree.of(id);
    tree.signal("STOP");
    hutch("rm", "-f", id);
    tree.assertGone();
    assertThat(BoxLook.at(id).isNothing()).isTrue();
  }

  @Test
  void anAttachedBoxEndsWithItsKilledOwner() {
    try (RunningHutch owner =
        HutchCommand.of("run", "--name", "no-group", "--", "sh", "-c", "echo up; sleep 1000")
            .under(WITHOUT)
            .start()) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> owner.stdout().equals("up\n") || !owner.isAlive());
      String id = HutchCommand.of("ps", "-q").run().stdout().strip();
      Tree tree = Tree.of(id);
      owner.kill();
      tree.assertGoneWithin(Duration.ofSeconds(1));
      hutch("rm", "no-group");
    }
  }

  private static String hutch(String... words) {
    Ended ended = HutchCommand.of(words).under(WITHOUT).run();
    assertThat(ended.exit()).as("hutch " + String.join(" ", words) + ": " + ended).isZero();
    return ended.stdout();
  }
}
