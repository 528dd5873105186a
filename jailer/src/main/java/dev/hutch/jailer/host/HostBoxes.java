package dev.hutch.jailer.host;

import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.Ids;
import dev.hutch.jailer.cgroup.BoxCgroup;
import dev.hutch.jailer.cgroup.Hierarchies;
import dev.hutch.jailer.process.BoxProcesses;
import dev.hutch.jailer.process.ProcessTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The boxes that have processes or groups, whatever is on disk: one pass over {@code /proc} and the
 * directories in which groups are made, for as many boxes as one likes.
 */
public final class HostBoxes {
  private final Set<BoxId> populated;
  private final Map<BoxId, Set<Integer>> processes;
  private final List<JailedTree> trees;

  private HostBoxes(
      Set<BoxId> populated, Map<BoxId, Set<Integer>> processes, List<JailedTree> trees) {
    this.populated = Set.copyOf(populated);
    this.processes = Map.copyOf(processes);
    this.trees = List.copyOf(trees);
  }

  /**
   * Looks.
   *
   * @param hierarchies where groups may be
   * @throws java.io.UncheckedIOException if {@code /proc} cannot be listed
   */
  public static HostBoxes look(Hierarchies hierarchies) {
    ProcessTable table = ProcessTable.HOST;
    BoxProcesses boxes = new BoxProcesses(table);
    Map<BoxId, Set<Integer>> processes = new HashMap<>();
    Map<BoxId, List<List<String>>> arguments = new HashMap<>();
    boxes.forEachJailed(
        (pid, argv) -> {
          BoxId box = new BoxId(argv.getLast());
          processes.computeIfAbsent(box, id -> new HashSet<>()).add(pid);
          arguments.computeIfAbsent(box, id -> new ArrayList<>()).add(argv);
        });
    List<JailedTree> trees = new ArrayList<>();
    processes.forEach(
        (box, pids) -> {
          if (Ids.isId(box.value())) {
            trees.add(JailedTree.of(table, box, pids, arguments.getOrDefault(box, List.of())));
          }
        });
    return new HostBoxes(BoxCgroup.populated(hierarchies), processes, trees);
  }

  /** The boxes with a group that has processes in it, or below it. */
  public Set<BoxId> populated() {
    return populated;
  }

  /**
   * The box's processes: those that are jailed or jail others and whose last argument is its id.
   */
  public Set<Integer> processes(BoxId box) {
    return Set.copyOf(processes.getOrDefault(box, Set.of()));
  }

  /**
   * The process trees whose ids have the form that boxes of a runtime have, whether any home has a
   * record of them or not; bubblewraps that hang before their jail is built included.
   */
  public List<JailedTree> trees() {
    return trees;
  }
}
