package dev.hutch.vmm.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.bindings.posix.DescriptorMessage;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.OpenFlags;
import dev.hutch.bindings.posix.Pipe;
import dev.hutch.bindings.posix.SocketPair;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JournalWriterTest {
  private static final int PIPE_BYTES = 65_536;
  private static final int PAGE = 4096;
  private static final JournalLine LONG =
      new JournalLine(1, JournalEvent.FAILED, "hello", "x".repeat(JournalLine.MAX_MESSAGE));
  private static final JournalLine SHORT = new JournalLine(2, JournalEvent.STOPPED, "", "");

  @Test
  void writesALineAtOnce() {
    try (SocketPair pair = SocketPair.seqpacket()) {
      assertThat(new JournalWriter(pair.left()).write(LONG)).isTrue();
      // A socket of this kind keeps what was written together apart from the rest.
      byte[] message = DescriptorMessage.receive(pair.right(), PIPE_BYTES, 0).data();
      assertThat(message).isEqualTo(LONG.encode());
    }
  }

  @Test
  void keepsALineApartFromOneThatWasCutShort() {
    try (Pipe pipe = Pipe.create()) {
      pipe.writer().setNonBlocking(true);
      pipe.writer().writeAll(new byte[PIPE_BYTES - PAGE]);
      JournalWriter writer = new JournalWriter(pipe.writer());
      assertThat(writer.write(LONG)).isFalse();
      byte[] read = new byte[PIPE_BYTES];
      assertThat(pipe.reader().read(read, 0, read.length)).isEqualTo(PIPE_BYTES);

      assertThat(writer.write(SHORT)).isTrue();
      byte[] both = Arrays.copyOfRange(read, PIPE_BYTES - PAGE, PIPE_BYTES + PAGE);
      assertThat(pipe.reader().read(both, PAGE, PAGE)).isGreaterThan(0);
      assertThat(JournalLine.parseAll(both).getLast()).isEqualTo(SHORT);
    }
  }

  @Test
  void saysThatItCouldNotWriteAndDoesNotFail() {
    assertThat(new JournalWriter(null).write(SHORT)).isFalse();
    try (Fd full = Fd.open("/dev/full", OpenFlags.O_WRONLY, 0)) {
      assertThat(new JournalWriter(full).write(SHORT)).isFalse();
    }
  }
}
