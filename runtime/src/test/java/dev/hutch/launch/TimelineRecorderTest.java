package dev.hutch.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.StartTimeline;
import dev.hutch.StartTimeline.Side;
import dev.hutch.vmm.control.GuestStart;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimelineRecorderTest {
  @Test
  void laysTheGuestsAccountSoThatItsHelloIsAtTheEndOfItsPhase() {
    TimelineRecorder recorder = new TimelineRecorder(1000);
    recorder.enter("shim");
    recorder.leave(1100);
    recorder.enter("guest");
    recorder.leave(2100);
    recorder.guest(new GuestStart("6.12", 0, 700, 800, 900, 0, 0, 0), 1100);
    StartTimeline timeline = recorder.timeline();
    assertThat(timeline.phases())
        .containsExactly(
            phase("shim", Side.HOST, 0, 100),
            phase("guest", Side.HOST, 100, 1000),
            phase("monitor, firmware, kernel", Side.GUEST, 100, 800),
            phase("agent: mounts", Side.GUEST, 900, 100),
            phase("agent: greeting", Side.GUEST, 1000, 100));
  }

  @Test
  void namesThePhaseThatWasEnteredLast() {
    TimelineRecorder recorder = new TimelineRecorder(0);
    recorder.enter("files");
    assertThat(recorder.phase()).isEqualTo("files");
  }

  private static StartTimeline.Phase phase(String name, Side side, long begin, long length) {
    return new StartTimeline.Phase(name, side, Duration.ofNanos(begin), Duration.ofNanos(length));
  }
}
