package dev.hutch.lifecycle;

import dev.hutch.home.BoxDirectory;
import dev.hutch.home.Home;
import dev.hutch.jailer.cgroup.Hierarchies;
import dev.hutch.jailer.host.HostBoxes;
import dev.hutch.jailer.host.JailedTree;
import java.nio.file.Files;
import java.util.List;

/**
 * Finds process trees of a home that live and that nobody can find by a box: there is no record of
 * them, and the process that started them is gone, so they are neither warm shims nor a start under
 * way.
 *
 * @param home whose trees
 * @param hierarchies where their cgroups may be
 */
public record LostTrees(Home home, Hierarchies hierarchies) {
  /** Those that are there now. */
  public List<JailedTree> find() {
    return HostBoxes.look(hierarchies).trees().stream()
        .filter(tree -> !tree.ownerAlive() && tree.mentions(home.root()))
        .filter(tree -> !hasRecord(tree))
        .toList();
  }

  private boolean hasRecord(JailedTree tree) {
    BoxDirectory box = home.box(tree.id().value());
    return Files.exists(box.record());
  }
}
