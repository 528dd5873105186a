package dev.hutch.agent.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.agent.protocol.ProtocolException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a guest may say, and what it may not. */
class FileAnswerTest {
  @ParameterizedTest
  @CsvSource({"3,0", "0,0", "-1,0", "65601,0", "2147483647,0", "4,-1", "4,4096", "5,2"})
  void ofALengthOrErrnoOutOfRangeIsNotTaken(int length, int errno) {
    byte[] answer = new byte[100];
    ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN).putInt(length).putInt(errno);

    assertThatThrownBy(() -> FileAnswer.read(new ByteArrayInputStream(answer)))
        .isInstanceOf(ProtocolException.class);
  }

  @Test
  void thatIsCutOffIsTheEnd() {
    for (int length : new int[] {0, 3, 7, 8, 103}) {
      byte[] cut = Arrays.copyOf(answer(new byte[96]), length);
      assertThatThrownBy(() -> FileAnswer.read(new ByteArrayInputStream(cut)))
          .isInstanceOf(EOFException.class);
    }
  }

  @Test
  void ofAnotherLengthThanItsRequestAsksForIsNotTaken() throws IOException {
    for (int length : new int[] {0, 3, 5, 95, 97}) {
      FileAnswer answer = read(answer(new byte[length]));
      assertThatThrownBy(answer::attributes).isInstanceOf(ProtocolException.class);
      assertThatThrownBy(answer::space).isInstanceOf(ProtocolException.class);
      assertThatThrownBy(answer::copied).isInstanceOf(ProtocolException.class);
      assertThatThrownBy(answer::written).isInstanceOf(ProtocolException.class);
    }
    FileAnswer one = read(answer(new byte[1]));
    assertThatThrownBy(one::nothing).isInstanceOf(ProtocolException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "/", "a/b", "../x", "a\0"})
  void withAnEntryThatIsNoNameIsNotTaken(String name) throws IOException {
    FileAnswer answer = read(answer(entry(name)));

    assertThatThrownBy(() -> answer.entries(false)).isInstanceOf(ProtocolException.class);
  }

  @Test
  void withAnEntryThatGoesBeyondItIsNotTaken() throws IOException {
    byte[] entry = entry("name");
    for (int length = 1; length < entry.length; length++) {
      FileAnswer cut = read(answer(Arrays.copyOf(entry, length)));
      assertThatThrownBy(() -> cut.entries(false)).isInstanceOf(ProtocolException.class);
    }
    FileAnswer whole = read(answer(entry));
    assertThatThrownBy(() -> whole.entries(true)).isInstanceOf(ProtocolException.class);
    List<DirectoryEntry> entries = whole.entries(false);
    assertThat(entries).hasSize(1);
    assertThat(entries.get(0).name()).asString().isEqualTo("name");
  }

  @Test
  void withATimeThatIsNoneIsNotTakenAndOneBeyondJavasIsTheLast() throws IOException {
    ByteBuffer attributes = ByteBuffer.allocate(96).order(ByteOrder.LITTLE_ENDIAN);
    attributes.putLong(48, Long.MAX_VALUE).putInt(56, 999_999_999).putLong(60, Long.MIN_VALUE);
    byte[] bytes = new byte[96];
    attributes.get(0, bytes);

    GuestAttributes taken = read(answer(bytes)).attributes();
    assertThat(taken.access()).isEqualTo(Instant.MAX);
    assertThat(taken.modification()).isEqualTo(Instant.MIN);
    bytes[59] = 0x40;
    assertThatThrownBy(read(answer(bytes))::attributes).isInstanceOf(ProtocolException.class);
  }

  @Test
  void ofAnyBytesIsTakenOrRefusedButNothingElse() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] body = new byte[random.nextInt(200)];
      random.nextBytes(body);
      for (int at = 0; at + 2 < body.length && random.nextBoolean(); at += 20) {
        body[at + 2] = 0;
      }
      FileAnswer answer = read(answer(body));
      boolean attributes = random.nextBoolean();
      try {
        int names = 0;
        for (DirectoryEntry entry : answer.entries(attributes)) {
          names += entry.name().length;
        }
        assertThat(names).isLessThanOrEqualTo(body.length);
      } catch (ProtocolException e) {
        assertThat(e).hasMessageNotContaining("\n");
      }
    }
  }

  private static FileAnswer read(byte[] answer) throws IOException {
    return FileAnswer.read(new ByteArrayInputStream(answer));
  }

  private static byte[] answer(byte[] body) {
    byte[] answer = new byte[8 + body.length];
    ByteBuffer to = ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN);
    to.putInt(4 + body.length).putInt(0).put(body);
    return answer;
  }

  private static byte[] entry(String name) {
    byte[] entry = new byte[3 + name.length()];
    entry[0] = DirectoryEntry.REGULAR;
    entry[1] = (byte) name.length();
    for (int i = 0; i < name.length(); i++) {
      entry[3 + i] = (byte) name.charAt(i);
    }
    return entry;
  }
}
