package dev.hutch.jfr;

import dev.hutch.BoxEvent;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** The fields of all of them, and one class for each {@link BoxEvent.Kind}. */
@Category("Hutch")
@StackTrace(false)
public abstract sealed class BoxJfrEvent extends Event {
  @Label("Box")
  @Description("The box's id")
  String box = "";

  @Label("Name")
  @Description("The box's name, empty if it has none")
  String boxName = "";

  @Label("Detail")
  String detail = "";

  private BoxJfrEvent() {}

  /** An event of this kind, whose time begins now. */
  public static BoxJfrEvent begun(BoxEvent.Kind kind) {
    BoxJfrEvent event =
        switch (kind) {
          case CREATED -> new Created();
          case STARTED -> new Started();
          case EXEC -> new Exec();
          case STOPPED -> new Stopped();
          case FAILED -> new Failed();
          case RENAMED -> new Renamed();
          case REMOVED -> new Removed();
        };
    event.begin();
    return event;
  }

  /** Its time ends now; it is recorded if somebody records. */
  public void over(BoxEvent told) {
    box = told.box();
    boxName = told.name();
    detail = told.detail();
    commit();
  }

  @Name("dev.hutch.BoxCreated")
  @Label("Box created")
  static final class Created extends BoxJfrEvent {}

  @Name("dev.hutch.BoxStarted")
  @Label("Box started")
  static final class Started extends BoxJfrEvent {}

  @Name("dev.hutch.Exec")
  @Label("Command in a box")
  static final class Exec extends BoxJfrEvent {}

  @Name("dev.hutch.BoxStopped")
  @Label("Box stopped")
  static final class Stopped extends BoxJfrEvent {}

  @Name("dev.hutch.BoxFailed")
  @Label("Box failed")
  static final class Failed extends BoxJfrEvent {}

  @Name("dev.hutch.BoxRenamed")
  @Label("Box renamed")
  static final class Renamed extends BoxJfrEvent {}

  @Name("dev.hutch.BoxRemoved")
  @Label("Box removed")
  static final class Removed extends BoxJfrEvent {}
}
