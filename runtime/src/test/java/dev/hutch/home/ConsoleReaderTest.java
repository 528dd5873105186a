package dev.hutch.home;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A console log that is read while its writer goes on, and begins it again when it is full. */
class ConsoleReaderTest {
  private static final String CUT = "[hutch: earlier output was dropped]\n";

  @TempDir private Path directory;
  private Path log;
  private ConsoleReader reader;

  @BeforeEach
  void begin() {
    log = directory.resolve("console.log");
    reader = new ConsoleReader(log);
  }

  @AfterEach
  void end() throws IOException {
    reader.close();
  }

  @Test
  void givesWhatCameSinceTheLastTime() throws IOException {
    assertThat(all(false)).isEmpty();
    append(lines(0, 10));
    assertThat(reader.available()).isEqualTo(lines(0, 10).length());
    assertThat(all(false)).isEqualTo(lines(0, 10));
    assertThat(all(false)).isEmpty();
    append("half a line");
    assertThat(all(false)).isEqualTo("half a line");
    assertThat(reader.available()).isZero();
  }

  @Test
  void goesOnWhereItWasInALogThatWasBegunAgain() throws IOException {
    append(lines(0, 80_000));
    assertThat(all(false)).isEqualTo(lines(0, 80_000));
    beginAgain(CUT + lines(50_000, 80_003));
    assertThat(all(false)).isEqualTo(lines(80_000, 80_003));
    append(lines(80_003, 80_005));
    assertThat(all(false)).isEqualTo(lines(80_003, 80_005));
  }

  @Test
  void noticesItAlsoWhereTheNewLogIsLongerThanTheOldOneWas() throws IOException {
    append(lines(0, 30_000));
    assertThat(all(false)).isEqualTo(lines(0, 30_000));
    beginAgain(CUT + lines(20_000, 70_000));
    assertThat(all(false)).isEqualTo(lines(30_000, 70_000));
  }

  @Test
  void saysThatSomethingIsMissingWhereItDoesNotKnowItsPlace() throws IOException {
    append(lines(0, 100));
    assertThat(all(false)).isEqualTo(lines(0, 100));
    beginAgain(CUT + lines(50_000, 90_000));
    assertThat(all(false)).isEqualTo(CUT + lines(50_000, 90_000));
  }

  @Test
  void waitsForALogThatIsJustBeingBegunAgain() throws IOException {
    append(lines(0, 80_000));
    assertThat(all(false)).isEqualTo(lines(0, 80_000));
    beginAgain(CUT + lines(50_000, 60_000));
    assertThat(all(false)).isEmpty();
    append(lines(60_000, 80_001));
    assertThat(all(false)).isEqualTo(lines(80_000, 80_001));
    beginAgain("all there is");
    assertThat(all(false)).isEmpty();
    assertThat(all(true)).isEqualTo("all there is");
  }

  private String all(boolean complete) throws IOException {
    StringBuilder all = new StringBuilder();
    byte[] some = reader.next(complete);
    while (some.length > 0) {
      all.append(new String(some, US_ASCII));
      some = reader.next(complete);
    }
    return all.toString();
  }

  private void append(String text) throws IOException {
    Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void beginAgain(String text) throws IOException {
    Files.writeString(log, text, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
  }

  private static String lines(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "line %06d\n".formatted(i))
        .collect(Collectors.joining());
  }
}
