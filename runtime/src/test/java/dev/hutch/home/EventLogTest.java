package dev.hutch.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.BoxEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {
  @TempDir private Path directory;

  @Test
  void givesBackWhatWasWritten() {
    BoxEvent event = event("a b\u00e4");
    log().append(event);
    assertThat(log().read()).containsExactly(event);
  }

  @Test
  void keepsTheFirstLineOfADetail() {
    log().append(event("one\ttwo\nthree"));
    assertThat(log().read()).extracting(BoxEvent::detail).containsExactly("one two");
  }

  @Test
  void leavesOutWhatItCannotRead() throws IOException {
    log().append(event("one"));
    Files.writeString(
        log().path(), "nonsense\n1\tEXPLODED\tb\tn\t0\t\n", StandardOpenOption.APPEND);
    log().append(event("two"));
    assertThat(log().read()).extracting(BoxEvent::detail).containsExactly("one", "two");
  }

  @Test
  void isReadOnFromWhereItIs() {
    log().append(event("before"));
    EventReader reader = log().fromNow();
    assertThat(reader.next()).isEmpty();
    log().append(event("one"));
    log().append(event("two"));
    assertThat(reader.next()).extracting(BoxEvent::detail).containsExactly("one", "two");
    assertThat(reader.next()).isEmpty();
  }

  @Test
  void isReadOnAcrossItsRotation() {
    String long1000 = "x".repeat(1000);
    EventReader reader = log().fromNow();
    int written = 0;
    int seen = 0;
    while (!Files.exists(log().older())) {
      log().append(event(long1000));
      written++;
      if (written % 1000 == 0) {
        seen += reader.next().size();
      }
    }
    log().append(event("last"));
    seen += reader.next().size();
    assertThat(seen).isEqualTo(written + 1);
  }

  @Test
  void isReadFromItsBeginningIfItBeginsLater() {
    EventReader reader = log().fromNow();
    log().append(event("first"));
    assertThat(reader.next()).extracting(BoxEvent::detail).containsExactly("first");
  }

  @Test
  void thatCannotBeWrittenStopsNobody() throws IOException {
    Files.createDirectory(directory.resolve("events.log"));
    log().append(event("lost"));
    assertThat(log().read()).isEmpty();
  }

  private EventLog log() {
    return new EventLog(directory.resolve("events.log"));
  }

  private static BoxEvent event(String detail) {
    return new BoxEvent(
        Instant.ofEpochMilli(1234), BoxEvent.Kind.EXEC, "b", "n", Duration.ofNanos(77), detail);
  }
}
