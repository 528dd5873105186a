package dev.hutch.lifecycle;

import dev.hutch.home.BoxDirectory;
import dev.hutch.jailer.host.HostBoxes;
import dev.hutch.jailer.host.JailedTree;
import java.nio.file.Files;
import java.util.List;

/**
 * Finds process trees of a home that live and that nobody can find by a box: there is no record of
 * them, and the process that started them is gone, so they are neither warm shims nor a start under
 * way.
 *
 * @param host whose home
 */
public record LostTrees(BoxHost host) {
  /** Those that are there now. */
  public List<JailedTree> find() {
    return HostBoxes.look(host.hierarchies()).trees().stream()
        .filter(tree -> !tree.ownerAlive() && tree.mentions(host.home().root()))
        .filter(tree -> !hasRecord(tree))
        .toList();
  }

  private boolean hasRecord(JailedTree tree) {
    BoxDirectory box = host.home().box(tree.id().value());
    return Files.exists(box.record());
  }
}
