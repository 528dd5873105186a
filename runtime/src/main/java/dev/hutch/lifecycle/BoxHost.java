package dev.hutch.lifecycle;

import dev.hutch.home.BoxDirectory;
import dev.hutch.home.BoxRecord;
import dev.hutch.home.Home;
import dev.hutch.home.Names;
import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.Ids;
import dev.hutch.jailer.cgroup.Hierarchies;
import dev.hutch.jailer.supervisor.Supervisor;
import dev.hutch.jailer.teardown.BoxFiles;
import dev.hutch.jailer.teardown.BoxWatch;
import dev.hutch.jailer.teardown.Teardown;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What it takes to look after boxes of a home, without what only a start needs.
 *
 * @param home where the boxes are
 * @param hierarchies where their cgroups may be
 * @param supervisor reaps what this process started
 * @param teardown ends boxes, with proof
 * @param watch waits for their end
 * @param events tells what happens to them
 */
public record BoxHost(
    Home home,
    Hierarchies hierarchies,
    Supervisor supervisor,
    Teardown teardown,
    BoxWatch watch,
    Events events) {
  /** Opens the home; nothing is started. */
  public static BoxHost open(Path home) {
    Home opened = Home.open(home);
    Hierarchies hierarchies = Hierarchies.read();
    Supervisor supervisor = new Supervisor();
    return new BoxHost(
        opened,
        hierarchies,
        supervisor,
        new Teardown(hierarchies, supervisor),
        new BoxWatch(supervisor),
        new Events(opened.events()));
  }

  /** Finds a box by its whole id or its name; empty if there is none. */
  public Optional<BoxDirectory> find(String idOrName) {
    Optional<String> id = Optional.empty();
    if (Ids.isId(idOrName)) {
      id = Optional.of(idOrName);
    } else if (Names.isName(idOrName)) {
      id = home.names().find(idOrName).filter(found -> isNamed(found, idOrName));
    }
    return id.filter(Ids::isId).map(home::box).filter(BoxDirectory::exists);
  }

  /** Whether a box with this id has this name. */
  public boolean isNamed(String id, String name) {
    return Ids.isId(id) && name.equals(name(home.box(id)));
  }

  /** The box's name; empty if it has none, or its record cannot be read. */
  public String name(BoxDirectory box) {
    try {
      return BoxRecord.read(box.record(), box.id()).spec().name();
    } catch (IOException e) {
      return "";
    }
  }

  /** A box's id as the jailer takes it. */
  public static BoxId id(BoxDirectory box) {
    return new BoxId(box.id());
  }

  /** The files that say who owns a box. */
  public static BoxFiles files(BoxDirectory box) {
    return BoxFiles.in(box.path());
  }
}
