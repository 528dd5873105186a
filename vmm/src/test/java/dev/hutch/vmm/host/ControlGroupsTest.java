package dev.hutch.vmm.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.vmm.host.Check.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlGroupsTest {
  @TempDir Path mount;

  @Test
  void areFineWithAWritableGroupAndItsControllers() throws IOException {
    Path group = Files.createDirectories(mount.resolve("user/me"));
    Files.writeString(group.resolve("cgroup.controllers"), "cpuset cpu memory pids\n");
    assertThat(check("0::/user/me"))
        .isEqualTo(Check.ok("cgroup", group + " with cpuset cpu memory pids"));
  }

  @Test
  void withoutControllersCannotLimit() {
    assertThat(check("0::/").outcome()).isEqualTo(Outcome.WARNING);
    assertThat(check("0::/").detail()).contains("no memory and cpu controllers");
  }

  @Test
  void ofAGroupThatIsNotWithinReachAreAWarning() {
    assertThat(check("0::/../elsewhere/absent").detail()).contains("may not be written");
  }

  @Test
  void ofVersionOneAloneAreAWarning() {
    Check check =
        ControlGroups.check(
            List.of("32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu"),
            List.of("1:cpu:/"));
    assertThat(check.detail()).startsWith("no v2 hierarchy is mounted");
  }

  private Check check(String ownGroup) {
    String line = "41 31 0:38 / " + mount + " rw,relatime shared:9 - cgroup2 cgroup2 rw";
    return ControlGroups.check(List.of(line), List.of("4:memory:/x", ownGroup));
  }
}
