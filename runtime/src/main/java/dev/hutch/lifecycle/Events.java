package dev.hutch.lifecycle;

import dev.hutch.BoxEvent;
import dev.hutch.home.EventLog;
import dev.hutch.jfr.BoxJfrEvent;
import dev.hutch.jfr.BoxJfrEvents;
import java.time.Duration;
import java.time.Instant;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Tells what happens to boxes: to every process on the home and to the Flight Recorder.
 *
 * @param log the home's
 */
public record Events(EventLog log) {
  /** Something that takes time begins now. */
  public Span begin(BoxEvent.Kind kind) {
    return new Span(log, kind, System.nanoTime(), recorded(kind));
  }

  /** Something that takes no time. */
  public void tell(BoxEvent.Kind kind, String box, String name, String detail) {
    BoxEvent event = new BoxEvent(Instant.now(), kind, box, name, Duration.ZERO, detail);
    BoxJfrEvent recorded = recorded(kind);
    if (recorded != null) {
      recorded.over(event);
    }
    log.append(event);
  }

  /** The first event of one's own costs 100 ms of CPU, also where nobody records. */
  private static @Nullable BoxJfrEvent recorded(BoxEvent.Kind kind) {
    return FlightRecorder.isInitialized() ? BoxJfrEvents.begun(kind) : null;
  }

  /**
   * Something that has begun. What fails is never told as having been done: just drop it.
   *
   * @param log where it is told
   * @param kind what it is
   * @param began {@link System#nanoTime()} then
   * @param recorded its event in the Flight Recorder; null if that was not in use then
   */
  public record Span(EventLog log, BoxEvent.Kind kind, long began, @Nullable BoxJfrEvent recorded) {
    /** It is over now. */
    public void over(String box, String name, String detail) {
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      BoxEvent event = new BoxEvent(Instant.now(), kind, box, name, took, detail);
      if (recorded != null) {
        recorded.over(event);
      }
      log.append(event);
    }
  }
}
