package dev.hutch.jfr;

import dev.hutch.BoxEvent;

/** Makes the event of the Flight Recorder for what happens to a box. */
public final class BoxJfrEvents {
  private BoxJfrEvents() {}

  /** An event of this kind, whose time begins now. */
  public static BoxJfrEvent begun(BoxEvent.Kind kind) {
    BoxJfrEvent event =
        switch (kind) {
          case CREATED -> new BoxJfrEvent.Created();
          case STARTED -> new BoxJfrEvent.Started();
          case EXEC -> new BoxJfrEvent.Exec();
          case STOPPED -> new BoxJfrEvent.Stopped();
          case FAILED -> new BoxJfrEvent.Failed();
          case RENAMED -> new BoxJfrEvent.Renamed();
          case REMOVED -> new BoxJfrEvent.Removed();
        };
    event.begin();
    return event;
  }
}
