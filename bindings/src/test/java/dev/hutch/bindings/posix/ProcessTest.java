package dev.hutch.bindings.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class ProcessTest {
  @Test
  void knowsItsOwnIds() {
    assertThat(Posix.getpid()).isEqualTo((int) ProcessHandle.current().pid());
    assertThat(Posix.getuid()).isNotNegative();
  }

  @Test
  void putsADescriptorUnderANumber() {
    try (Fd first = MemFd.create("first");
        Fd second = MemFd.create("second")) {
      second.truncate(3);
      Posix.dup2(second, first.number(), true);

      assertThat(first.size()).isEqualTo(3);
      assertThat(OpenDescriptors.isCloseOnExec(first)).isTrue();
      Posix.dup2(second, second.number(), false);
      assertThat(OpenDescriptors.isCloseOnExec(second)).isFalse();
    }
  }

  @Test
  void lowersALimitAndRestoresIt() {
    Rlimit before = Rlimit.get(Rlimit.CORE);
    try {
      Rlimit.set(Rlimit.CORE, 0, before.hard());
      assertThat(Rlimit.get(Rlimit.CORE)).isEqualTo(new Rlimit(0, before.hard()));
    } finally {
      Rlimit.set(Rlimit.CORE, before.soft(), before.hard());
    }
    assertThatThrownBy(() -> Rlimit.set(Rlimit.CORE, 5, 4)).hasMessageContaining("EINVAL");
  }

  @Test
  void mapsZeroedMemoryAndSharedFiles() {
    try (MemoryMap map = MemoryMap.anonymous(10_000);
        Fd file = MemFd.create("mapped")) {
      assertThat(map.segment().get(ValueLayout.JAVA_BYTE, 9_999)).isZero();
      file.writeAll(new byte[] {1, 2});
      try (MemoryMap shared = MemoryMap.shared(file, 2)) {
        assertThat(shared.segment().get(ValueLayout.JAVA_BYTE, 1)).isEqualTo((byte) 2);
      }
      assertThatThrownBy(() -> MemoryMap.anonymous(0)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void errnoHasANameAndWords() {
    assertThat(Errno.of(Errno.ENOSPC).name()).isEqualTo("ENOSPC");
    assertThat(Errno.of(Errno.ENOSPC).message()).isEqualTo("No space left on device");
    assertThat(Errno.of(9999).name()).isEmpty();
  }
}
