package dev.hutch.jailer.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.bindings.posix.PidFd;
import dev.hutch.bindings.posix.Signal;
import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.process.ProcessTable;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShimIdentityTest {
  private static final ProcessTable HOST = ProcessTable.HOST;
  private static final BoxId BOX_1 = new BoxId("box-1");
  private static final BoxId BOX_10 = new BoxId("box-10");

  private Process process;

  @BeforeEach
  void startAProcessThatNamesBox10() throws Exception {
    process = new ProcessBuilder("/bin/sh", "-c", "echo; read line", "x", "box-10").start();
    process.getInputStream().read();
  }

  @AfterEach
  void end() throws Exception {
    process.destroyForcibly().waitFor();
  }

  @Test
  void matchesTheProcessItWasTakenFrom() {
    assertThat(identity(BOX_10).verify(HOST)).isEqualTo(IdentityCheck.MATCH);
  }

  @Test
  void aPrefixOfAnIdIsNotTheId() {
    assertThat(identity(BOX_1).verify(HOST)).isEqualTo(IdentityCheck.NOT_NAMING_THE_BOX);
  }

  @Test
  void aRecycledPidIsAnotherProcess() {
    ShimIdentity now = identity(BOX_10);
    ShimIdentity earlier = new ShimIdentity(now.pid(), now.startTicks() - 1, now.bootId(), BOX_10);

    assertThat(earlier.verify(HOST)).isEqualTo(IdentityCheck.RECYCLED);
    assertThat(earlier.open(HOST)).isEmpty();
  }

  @Test
  void anotherBootIsAnotherProcess() {
    ShimIdentity now = identity(BOX_10);

    assertThat(new ShimIdentity(now.pid(), now.startTicks(), "another", BOX_10).verify(HOST))
        .isEqualTo(IdentityCheck.OTHER_BOOT);
  }

  @Test
  void aDeadProcessIsGone() throws Exception {
    ShimIdentity known = identity(BOX_10);
    process.destroyForcibly().waitFor();

    assertThat(known.verify(HOST)).isEqualTo(IdentityCheck.GONE);
    assertThat(known.open(HOST)).isEmpty();
    assertThat(ShimIdentity.of(HOST, known.pid(), BOX_10)).isEmpty();
  }

  @Test
  void opensTheProcessItNames() throws Exception {
    Optional<PidFd> opened = identity(BOX_10).open(HOST);

    try (PidFd shim = opened.orElseThrow()) {
      assertThat(shim.signal(Signal.SIGKILL)).isTrue();
    }
    assertThat(process.waitFor()).isEqualTo(128 + Signal.SIGKILL);
  }

  @Test
  void opensNoneThatDoesNotNameTheBox() {
    assertThat(identity(BOX_1).open(HOST)).isEmpty();
    assertThat(process.isAlive()).isTrue();
  }

  private ShimIdentity identity(BoxId box) {
    return ShimIdentity.of(HOST, Math.toIntExact(process.pid()), box).orElseThrow();
  }
}
