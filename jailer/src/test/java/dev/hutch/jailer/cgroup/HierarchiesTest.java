package dev.hutch.jailer.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HierarchiesTest {
  private static final String UNIFIED =
      """
      24 1 0:22 / /sys rw shared:7 - sysfs sysfs rw
      30 24 0:26 / /sys/fs/cgroup rw,nosuid shared:4 master:1 - cgroup2 cgroup2 rw,nsdelegate
      """;
  private static final String HYBRID =
      """
      36 31 0:33 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
      41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
      """;

  @Test
  void findsTheUnifiedHierarchyWhereItIsMounted() {
    assertThat(Hierarchies.parse(HYBRID, "4:memory:/x\n0::/\n"))
        .isEqualTo(both("/sys/fs/cgroup/unified", "/sys/fs/cgroup/unified"));
  }

  @Test
  void findsItsOwnGroup() {
    assertThat(Hierarchies.parse(UNIFIED, "0::/user.slice/a b.scope\n"))
        .isEqualTo(both("/sys/fs/cgroup", "/sys/fs/cgroup/user.slice/a b.scope"));
  }

  @Test
  void aMountOfAPartShowsOnlyThatPart() {
    String part = "30 24 0:26 /docker/abc /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n";

    assertThat(Hierarchies.parse(part, "0::/docker/abc/in\n"))
        .isEqualTo(both("/sys/fs/cgroup", "/sys/fs/cgroup/in"));
    assertThat(Hierarchies.parse(part, "0::/elsewhere\n").ownGroup()).isEmpty();
    assertThat(Hierarchies.parse(UNIFIED, "0::/../sibling\n").ownGroup()).isEmpty();
  }

  @Test
  void prefersAMountThatCanBeWritten() {
    String twice =
        """
        30 24 0:26 / /ro ro - cgroup2 cgroup2 rw
        31 24 0:26 / /rw rw - cgroup2 cgroup2 rw
        """;

    assertThat(Hierarchies.parse(twice, "0::/\n").mount()).contains(Path.of("/rw"));
  }

  @Test
  void readsEscapedMountPoints() {
    assertThat(
            Hierarchies.parse("30 24 0:26 / /a\\040b\\134c rw - cgroup2 none rw\n", "0::/\n")
                .mount())
        .contains(Path.of("/a b\\c"));
  }

  @Test
  void aHostWithoutOneHasNone() {
    assertThat(Hierarchies.parse("24 1 0:22 / /sys rw - sysfs sysfs rw\nnonsense\n\n", "0::/\n"))
        .isEqualTo(Hierarchies.NONE);
    assertThat(Hierarchies.NONE.parents()).isEmpty();
  }

  @Test
  void readsThisHost() {
    assertThat(Hierarchies.read().mount()).isPresent();
  }

  private static Hierarchies both(String mount, String own) {
    return new Hierarchies(Optional.of(Path.of(mount)), Optional.of(Path.of(own)));
  }
}
