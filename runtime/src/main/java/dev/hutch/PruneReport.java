package dev.hutch;

import java.util.List;
import java.util.Map;

/**
 * What {@link Hutch#prune} removed or, in a dry run, would have.
 *
 * @param boxes ids of boxes that did not run
 * @param orphans what no box explained: directories without a record, names of boxes that are gone,
 *     empty cgroups, half-made and outdated files of the caches; absolute paths
 * @param trees process trees of this home without a record whose owner is gone: the id in their
 *     arguments and their pids. Killed only with {@link PruneOptions#force()}
 * @param kept what could not be removed, each with the reason
 */
public record PruneReport(
    List<String> boxes,
    List<String> orphans,
    Map<String, List<Integer>> trees,
    Map<String, String> kept) {
  /** Takes copies. */
  public PruneReport {
    boxes = List.copyOf(boxes);
    orphans = List.copyOf(orphans);
    trees = Map.copyOf(trees);
    kept = Map.copyOf(kept);
  }
}
