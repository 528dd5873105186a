package dev.hutch.jfr;

import dev.hutch.BoxEvent;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * The fields of all of them, and one class for each {@link BoxEvent.Kind}. This class itself names
 * none of these: to verify it they would be loaded, also while the recorder is about to define one.
 */
@Category("Hutch")
@StackTrace(false)
public abstract class BoxJfrEvent extends Event {
  @Label("Box")
  @Description("The box's id")
  String box = "";

  @Label("Name")
  @Description("The box's name, empty if it has none")
  String boxName = "";

  @Label("Detail")
  String detail = "";

  BoxJfrEvent() {}

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
