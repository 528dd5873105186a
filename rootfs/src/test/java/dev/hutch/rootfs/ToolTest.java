package dev.hutch.rootfs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ToolTest {
  @Test
  void thatIsMissingIsNamedWithTheCommandThatInstallsIt() {
    assertThatThrownBy(() -> Tool.find("mke2fs-not-here", "e2fsprogs"))
        .isInstanceOf(RootfsException.class)
        .hasMessageContaining("mke2fs-not-here was not found")
        .hasMessageContaining("apt-get install e2fsprogs");
  }

  @Test
  void thatFailsIsQuoted() {
    assertThatThrownBy(() -> Tool.find("mke2fs", "e2fsprogs").run(List.of("-n", "/proc/version")))
        .isInstanceOf(RootfsException.class)
        .hasMessageContaining("/mke2fs -n /proc/version failed with exit code 1");
  }
}
