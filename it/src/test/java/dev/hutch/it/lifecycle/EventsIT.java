package dev.hutch.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hutch.BoxEvent;
import dev.hutch.BoxEvent.Kind;
import dev.hutch.Hutch;
import dev.hutch.it.box.Boxes;
import dev.hutch.it.leak.LeakGuard;
import dev.hutch.it.service.RunningService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What one process does to a box, all others on the home are told. */
@ExtendWith(LeakGuard.class)
class EventsIT {
  @Test
  void anotherProcessesDoingsAreSeenInOrderWithTheirDurations() throws Exception {
    List<BoxEvent> seen = new CopyOnWriteArrayList<>();
    try (Hutch hutch = Boxes.observer();
        AutoCloseable listening = hutch.onEvent(seen::add);
        RunningService service = RunningService.open()) {
      assertThat(listening).isNotNull();
      String id = service.ask("start detached noted");
      service.ask("exec " + id + " false");
      service.ask("rename " + id + " renamed");
      service.ask("stop " + id);
      service.ask("remove " + id);
      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(
              () ->
                  assertThat(seen.stream().filter(event -> event.box().equals(id)))
                      .extracting(BoxEvent::kind)
                      .containsExactly(
                          Kind.CREATED,
                          Kind.STARTED,
                          Kind.EXEC,
                          Kind.RENAMED,
                          Kind.STOPPED,
                          Kind.REMOVED));
      BoxEvent started = only(seen, Kind.STARTED);
      assertThat(started.name()).isEqualTo("noted");
      assertThat(started.duration()).isBetween(Duration.ofMillis(50), Duration.ofMinutes(2));
      assertThat(only(seen, Kind.EXEC).detail()).contains("1");
      assertThat(only(seen, Kind.REMOVED).name()).isEqualTo("renamed");
      service.ask("close");
    }
  }

  @Test
  void aFailedStartIsAnEvent() throws Exception {
    List<BoxEvent> seen = new CopyOnWriteArrayList<>();
    try (Hutch hutch = Boxes.open(0);
        AutoCloseable listening = hutch.onEvent(seen::add)) {
      assertThat(listening).isNotNull();
      var box = hutch.create(Boxes.small().kernelArguments("init=/nowhere"));
      try {
        box.start();
      } catch (dev.hutch.BoxStartException e) {
        // expected
      }
      await().atMost(Duration.ofSeconds(5)).until(() -> seen.stream().anyMatch(EventsIT::failed));
      box.remove();
    }
  }

  private static boolean failed(BoxEvent event) {
    return event.kind() == Kind.FAILED && !event.detail().isBlank();
  }

  private static BoxEvent only(List<BoxEvent> seen, Kind kind) {
    return seen.stream().filter(event -> event.kind() == kind).findFirst().orElseThrow();
  }
}
