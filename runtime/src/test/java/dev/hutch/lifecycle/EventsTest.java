package dev.hutch.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.BoxEvent;
import dev.hutch.home.EventLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventsTest {
  @TempDir private Path directory;

  @Test
  void whatTakesTimeIsToldWithItsTime() {
    Events events = events();
    Events.Span span = events.begin(BoxEvent.Kind.STARTED);
    span.over("box", "name", "emulated");
    assertThat(events.log().read())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.kind()).isEqualTo(BoxEvent.Kind.STARTED);
              assertThat(event.duration()).isPositive();
            });
  }

  @Test
  void whatFailsIsNotTold() {
    events().begin(BoxEvent.Kind.STARTED);
    assertThat(events().log().read()).isEmpty();
  }

  @Test
  void whatTakesNoTimeHasNone() {
    events().tell(BoxEvent.Kind.FAILED, "box", "name", "panic");
    assertThat(events().log().read()).extracting(BoxEvent::duration).containsExactly(Duration.ZERO);
  }

  @ParameterizedTest
  @EnumSource
  void eachKindIsAnEventOfTheFlightRecorder(BoxEvent.Kind kind) throws Exception {
    List<RecordedEvent> recorded;
    try (Recording recording = new Recording()) {
      recording.start();
      events().begin(kind).over("box", "web", "why");
      recording.stop();
      Path file = directory.resolve("recording.jfr");
      recording.dump(file);
      recorded = RecordingFile.readAllEvents(file);
    }
    assertThat(recorded)
        .filteredOn(event -> event.getEventType().getName().startsWith("dev.hutch."))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getEventType().getName()).containsIgnoringCase(kind.toString());
              assertThat(event.getString("box")).isEqualTo("box");
              assertThat(event.getString("boxName")).isEqualTo("web");
              assertThat(event.getString("detail")).isEqualTo("why");
            });
  }

  private Events events() {
    return new Events(new EventLog(directory.resolve("events.log")));
  }
}
