package dev.hutch.lifecycle;

import dev.hutch.BoxEvent;
import dev.hutch.home.EventLog;
import dev.hutch.jfr.BoxJfrEvent;
import java.time.Duration;
import java.time.Instant;

/**
 * Tells what happens to boxes: to every process on the home and to the Flight Recorder.
 *
 * @param log the home's
 */
public record Events(EventLog log) {
  /** Something that takes time begins now. */
  public Span begin(BoxEvent.Kind kind) {
    return new Span(log, kind, System.nanoTime(), BoxJfrEvent.begun(kind));
  }

  /** Something that takes no time. */
  public void tell(BoxEvent.Kind kind, String box, String name, String detail) {
    BoxEvent event = new BoxEvent(Instant.now(), kind, box, name, Duration.ZERO, detail);
    BoxJfrEvent.begun(kind).over(event);
    log.append(event);
  }

  /**
   * Something that has begun. What fails is never told as having been done: just drop it.
   *
   * @param log where it is told
   * @param kind what it is
   * @param began {@link System#nanoTime()} then
   * @param recorded its event in the Flight Recorder
   */
  public record Span(EventLog log, BoxEvent.Kind kind, long began, BoxJfrEvent recorded) {
    /** It is over now. */
    public void over(String box, String name, String detail) {
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      BoxEvent event = new BoxEvent(Instant.now(), kind, box, name, took, detail);
      recorded.over(event);
      log.append(event);
    }
  }
}
