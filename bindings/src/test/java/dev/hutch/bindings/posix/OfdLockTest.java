package dev.hutch.bindings.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

// In a thread of its own: native calls do not react to the interrupt of a time-out.
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class OfdLockTest {
  @TempDir Path folder = Path.of("");

  @Test
  void excludesEveryOtherOpenOfTheFile() {
    try (Fd other = open()) {
      try (Fd holder = open()) {
        assertThat(OfdLock.tryExclusive(holder)).isTrue();
        assertThat(OfdLock.tryExclusive(holder)).isTrue();
        assertThat(OfdLock.tryExclusive(other)).isFalse();
      }
      assertThat(OfdLock.tryExclusive(other)).isTrue();
    }
  }

  @Test
  void aLookTakesNothingAndNeedsNoRightToWrite() {
    try (Fd holder = open();
        Fd looker = Fd.open(folder.resolve("lock"), OpenFlags.O_RDONLY, 0)) {
      assertThat(OfdLock.isHeldElsewhere(looker)).isFalse();
      assertThat(OfdLock.tryExclusive(holder)).as("after a look").isTrue();

      assertThat(OfdLock.isHeldElsewhere(looker)).isTrue();
      assertThat(OfdLock.isHeldElsewhere(holder)).as("elsewhere than by itself").isFalse();
    }
  }

  @Test
  void closingAnotherDescriptorOfTheFileDoesNotDropIt() {
    try (Fd holder = open();
        Fd looker = open()) {
      assertThat(OfdLock.tryExclusive(holder)).isTrue();
      open().close();

      assertThat(OfdLock.isHeldElsewhere(looker)).isTrue();
    }
  }

  @Test
  void livesAsLongAsADescriptorThatWasPassedOn() {
    try (SocketPair pair = SocketPair.seqpacket();
        Fd other = open()) {
      try (Fd holder = open()) {
        assertThat(OfdLock.tryExclusive(holder)).isTrue();
        DescriptorMessage.send(pair.left(), new byte[] {1}, List.of(holder));
      }
      assertThat(OfdLock.tryExclusive(other)).as("held by the message on its way").isFalse();
      try (Received received = DescriptorMessage.receive(pair.right(), 1, 1)) {
        assertThat(received.fds()).hasSize(1);
        assertThat(OfdLock.tryExclusive(other)).as("held by the receiver").isFalse();
      }
      assertThat(OfdLock.tryExclusive(other)).isTrue();
    }
  }

  @Test
  void diesWithTheChildThatInheritedItHoweverItEnds() {
    try (Pipe gate = Pipe.create();
        Fd other = open()) {
      Child child;
      try (Fd holder = open()) {
        assertThat(OfdLock.tryExclusive(holder)).isTrue();
        child = Spawn.of("/bin/cat").dup2(gate.reader(), 0).dup2(holder, 3).start();
      }
      try (child) {
        assertThat(OfdLock.tryExclusive(other)).isFalse();
        assertThat(child.pidFd().signal(Signal.SIGKILL)).isTrue();
        assertThat(child.pidFd().waitForChild().value()).isEqualTo(Signal.SIGKILL);
        assertThat(OfdLock.tryExclusive(other)).isTrue();
      }
    }
  }

  private Fd open() {
    return Fd.open(folder.resolve("lock"), OpenFlags.O_RDWR | OpenFlags.O_CREAT, 0600);
  }
}
