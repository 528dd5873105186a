package dev.hutch.lifecycle;

import dev.hutch.BoxEvent;
import dev.hutch.NameInUseException;
import dev.hutch.home.BoxDirectory;
import dev.hutch.home.BoxRecord;

/**
 * Gives boxes their names. The record is written first and says which name the box means to have;
 * the name's own file says whose it is; a name counts where both agree.
 *
 * @param host whose boxes
 */
public record Renaming(BoxHost host) {
  /** Takes the name of a box that was just made. */
  public void claim(BoxRecord record) {
    String name = record.spec().name();
    if (!name.isEmpty() && !host.home().names().claim(name, record.id(), host::isNamed)) {
      throw inUse(name);
    }
  }

  /**
   * Gives a box, which may run, another name.
   *
   * @param name empty for none
   * @throws NameInUseException if another box has it
   */
  public void rename(BoxDirectory box, String name) {
    BoxRecord before = box.readRecord();
    String old = before.spec().name();
    if (old.equals(name)) {
      return;
    }
    box.write(before.named(name));
    try {
      claim(before.named(name));
    } catch (NameInUseException e) {
      box.write(before);
      throw e;
    }
    if (!old.isEmpty()) {
      host.home().names().release(old, box.id());
    }
    host.events().tell(BoxEvent.Kind.RENAMED, box.id(), old, name);
  }

  private static NameInUseException inUse(String name) {
    return new NameInUseException(
        "another box is named '" + name + "': remove or rename that one, or choose another name");
  }
}
