package dev.hutch.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.BoxSpec;
import dev.hutch.MemorySize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoxRecordTest {
  private static final String ID = "abcdefghij234567abcd";

  private static final BoxRecord RECORD =
      new BoxRecord(
          ID,
          Instant.ofEpochMilli(1_234_567_890_123L),
          new BoxSpec(
              "base",
              3,
              MemorySize.mib(300),
              MemorySize.gib(2),
              "host-1",
              Duration.ofMillis(1500),
              "a=b c=\"ä # !",
              "one",
              false,
              true));

  @TempDir private Path directory;

  @Test
  void comesBackAsItWasWritten() throws IOException {
    assertThat(BoxRecord.read(written(RECORD.encode()), ID)).isEqualTo(RECORD);
  }

  @Test
  void isTheSameFileEachTime() {
    assertThat(RECORD.encode()).isEqualTo(RECORD.encode());
  }

  @Test
  void changesNothingButItsName() {
    assertThat(RECORD.named("two"))
        .isEqualTo(new BoxRecord(ID, RECORD.created(), RECORD.spec().name("two")));
  }

  @Test
  void cutOffAnywhereIsNeverBelieved() throws IOException {
    byte[] whole = RECORD.encode();
    for (int length = 0; length < whole.length; length++) {
      Path file = written(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> BoxRecord.read(file, ID))
          .as("the first %d bytes", length)
          .isInstanceOf(IOException.class)
          .hasMessageMatching("(?s).*(damaged|of another|has no).*");
    }
  }

  @Test
  void ofAnotherBoxIsNotThisOnes() throws IOException {
    Path file = written(RECORD.encode());
    assertThatThrownBy(() -> BoxRecord.read(file, "zbcdefghij234567abcd"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("of another box");
  }

  @Test
  void withAValueOutOfItsRangeIsDamaged() throws IOException {
    String text = new String(RECORD.encode(), StandardCharsets.UTF_8);
    Path file = written(text.replace("cpus=3", "cpus=99").getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> BoxRecord.read(file, ID))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("damaged", "99");
  }

  @Test
  void thatIsMissingSaysSo() {
    assertThatThrownBy(() -> BoxRecord.read(directory.resolve("none"), ID))
        .isInstanceOf(NoSuchFileException.class);
  }

  private Path written(byte[] content) throws IOException {
    return Files.write(directory.resolve("box.properties"), content);
  }
}
