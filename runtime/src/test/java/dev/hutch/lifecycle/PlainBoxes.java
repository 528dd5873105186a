package dev.hutch.lifecycle;

import dev.hutch.BoxSpec;
import dev.hutch.home.BoxDirectory;
import dev.hutch.home.BoxRecord;
import dev.hutch.jailer.Ids;
import java.time.Instant;

/** Boxes that were made and never started: all their files but the disk. */
final class PlainBoxes {
  private PlainBoxes() {}

  static BoxDirectory make(BoxHost host, String name) {
    String id = Ids.fresh();
    BoxDirectory box = BoxDirectory.create(host.home(), id);
    BoxRecord record = new BoxRecord(id, Instant.ofEpochMilli(1000), BoxSpec.base().name(name));
    box.write(record);
    new Renaming(host).claim(record);
    return box;
  }
}
