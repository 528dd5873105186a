package dev.hutch.lifecycle;

import dev.hutch.BoxInfo;
import dev.hutch.BoxRunningException;
import dev.hutch.BoxState;
import dev.hutch.NoSuchBoxException;
import dev.hutch.PruneOptions;
import dev.hutch.PruneReport;
import dev.hutch.home.BoxDirectory;
import dev.hutch.jailer.host.JailedTree;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One removal of all that nobody needs. Used once, by one thread. */
public final class Prune {
  private static final Set<BoxState> OVER =
      Set.of(BoxState.CREATED, BoxState.STOPPED, BoxState.FAILED);
  private static final Duration PROOF = Duration.ofSeconds(10);

  private final BoxHost host;
  private final PruneOptions options;
  private final List<String> boxes = new ArrayList<>();
  private final List<String> orphans = new ArrayList<>();
  private final Map<String, List<Integer>> trees = new TreeMap<>();
  private final Map<String, String> kept = new TreeMap<>();

  /** A prune of this host's home. */
  public Prune(BoxHost host, PruneOptions options) {
    this.host = host;
    this.options = options;
  }

  /** Does it, or only looks what it would do. What fails is reported and the rest goes on. */
  public PruneReport run() {
    trees(); // first: a tree that is killed leaves a group
    boxes();
    for (Orphans.Orphan orphan : new Orphans(host).find()) {
      if (isDone(orphan.path().toString(), orphan.removal())) {
        orphans.add(orphan.path().toString());
      }
    }
    return new PruneReport(boxes, orphans, trees, kept);
  }

  private void trees() {
    for (JailedTree tree : new LostTrees(host.home(), host.hierarchies()).find()) {
      trees.put(tree.id().value(), tree.pids().stream().sorted().toList());
      if (options.force()) {
        BoxDirectory box = host.home().box(tree.id().value());
        isDone(
            tree.id().value(),
            () -> host.teardown().kill(tree.id(), BoxHost.files(box), PROOF).close());
      }
    }
  }

  private void boxes() {
    for (BoxInfo info : new StateReader(host).all()) {
      BoxDirectory box = host.home().box(info.id());
      if (OVER.contains(info.state())
          && Files.exists(box.record())
          && isDone(info.id(), () -> remove(box))) {
        boxes.add(info.id());
      }
    }
  }

  private void remove(BoxDirectory box) {
    try {
      new Removal(host).remove(box);
    } catch (NoSuchBoxException e) {
      // removed meanwhile: what was wanted
    }
  }

  private boolean isDone(String what, Runnable removal) {
    try {
      if (!options.dryRun()) {
        removal.run();
      }
      return true;
    } catch (BoxRunningException e) {
      return false; // started since it was looked at
    } catch (RuntimeException e) {
      kept.put(what, String.valueOf(e.getMessage()));
      return false;
    }
  }
}
