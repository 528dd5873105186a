package dev.hutch.bindings.posix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

// In a thread of its own: native calls do not react to the interrupt of a time-out.
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class DescriptorMessageTest {
  @Test
  void carriesBytesAndDescriptorsOfTheSameOpenFile() {
    try (SocketPair pair = SocketPair.seqpacket();
        Fd file = MemFd.create("carried")) {
      DescriptorMessage.send(pair.left(), "config".getBytes(UTF_8), List.of(file));
      file.writeAll("seen by both".getBytes(UTF_8));

      try (Received received = DescriptorMessage.receive(pair.right(), 100, 4)) {
        assertThat(received.data()).asString(UTF_8).isEqualTo("config");
        assertThat(received.fds()).hasSize(1);
        assertThat(received.fds().getFirst().number()).isNotEqualTo(file.number());
        assertThat(received.fds().getFirst().size()).isEqualTo(12);
      }
    }
  }

  @Test
  void keepsTheOrderOfManyDescriptors() {
    List<Fd> sent = new ArrayList<>();
    try (SocketPair pair = SocketPair.seqpacket()) {
      for (int i = 0; i < DescriptorMessage.MAX_FDS; i++) {
        sent.add(MemFd.create("file " + i));
        sent.get(i).truncate(i);
      }
      DescriptorMessage.send(pair.left(), new byte[] {1}, sent);
      try (Received received =
          DescriptorMessage.receive(pair.right(), 1, DescriptorMessage.MAX_FDS)) {
        assertThat(received.fds())
            .extracting(Fd::size)
            .containsExactlyElementsOf(sent.stream().map(Fd::size).toList());
      }
    } finally {
      sent.forEach(Fd::close);
    }
  }

  @Test
  void closesEveryDescriptorOfAMessageThatBroughtTooMany() {
    try (SocketPair pair = SocketPair.seqpacket();
        Fd file = MemFd.create("one too many")) {
      for (int expected : new int[] {0, 1, 2}) {
        long before = OpenDescriptors.count();
        DescriptorMessage.send(pair.left(), new byte[] {1}, List.of(file, file, file));

        assertThatThrownBy(() -> DescriptorMessage.receive(pair.right(), 10, expected))
            .isInstanceOfSatisfying(
                PosixException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EMSGSIZE));
        assertThat(OpenDescriptors.count()).isEqualTo(before);
      }
    }
  }

  @Test
  void refusesAMessageThatIsLongerThanExpectedAndClosesWhatItBrought() {
    try (SocketPair pair = SocketPair.seqpacket();
        Fd file = MemFd.create("with a long message")) {
      long before = OpenDescriptors.count();
      DescriptorMessage.send(pair.left(), new byte[11], List.of(file));

      assertThatThrownBy(() -> DescriptorMessage.receive(pair.right(), 10, 1))
          .hasMessageContaining("EMSGSIZE");
      assertThat(OpenDescriptors.count()).isEqualTo(before);
    }
  }

  @Test
  void receivedDescriptorsAreCloseOnExec() {
    try (SocketPair pair = SocketPair.seqpacket();
        Fd file = MemFd.create("private")) {
      DescriptorMessage.send(pair.left(), new byte[] {1}, List.of(file));
      try (Received received = DescriptorMessage.receive(pair.right(), 1, 1)) {
        assertThat(OpenDescriptors.isCloseOnExec(received.fds().getFirst())).isTrue();
      }
    }
  }

  @Test
  void reportsTheEndOfFileAndABrokenPipe() {
    try (SocketPair pair = SocketPair.seqpacket()) {
      pair.left().close();

      assertThat(DescriptorMessage.receive(pair.right(), 10, 1).isEndOfFile()).isTrue();
      assertThatThrownBy(() -> DescriptorMessage.send(pair.right(), new byte[1], List.of()))
          .hasMessageContaining("EPIPE");
    }
  }

  @Test
  void neverWaitsWhenAskedNotTo() {
    try (SocketPair pair = SocketPair.seqpacket()) {
      assertThat(DescriptorMessage.tryReceive(pair.right(), 10, 1)).isNull();
    }
  }
}
