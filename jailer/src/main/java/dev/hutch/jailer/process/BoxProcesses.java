package dev.hutch.jailer.process;

import dev.hutch.jailer.BoxId;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Finds the processes of a box by its id, whatever became of its pid file.
 *
 * <p>A process belongs to a box if one element of its argv <em>equals</em> the id and it is either
 * a bubblewrap or lives in a pid namespace below ours. The second half matters: {@code hutch stop
 * <id>} names the id just as exactly, and must not kill itself.
 *
 * @param table the processes of this host
 */
public record BoxProcesses(ProcessTable table) {
  /** Every live process that belongs to the box: outer bubblewrap, namespace init, shim. */
  public List<Integer> of(BoxId box) {
    int ownDepth = depth(selfPid());
    return table.pids(pid -> belongs(pid, box, ownDepth));
  }

  /** Whether this process belongs to the box now. */
  public boolean belongs(int pid, BoxId box) {
    return belongs(pid, box, depth(selfPid()));
  }

  /**
   * Shows every live process that belongs to a box whose id is its last argument, in one pass.
   *
   * @param found takes its pid and its argv
   */
  public void forEachJailed(BiConsumer<Integer, List<String>> found) {
    int ownDepth = depth(selfPid());
    for (int pid : table.pids()) {
      List<String> arguments = table.arguments(pid);
      if (!arguments.isEmpty()
          && BoxId.isOne(arguments.getLast())
          && isJailed(pid, arguments, ownDepth)) {
        found.accept(pid, arguments);
      }
    }
  }

  /** Whether this process lives in a pid namespace below ours. */
  public boolean isBelow(int pid) {
    return depth(pid) > depth(selfPid());
  }

  /** Whether this process runs bubblewrap, by its argv. */
  public boolean isBubblewrap(int pid) {
    List<String> arguments = table.arguments(pid);
    return !arguments.isEmpty() && isBubblewrap(arguments);
  }

  private boolean belongs(int pid, BoxId box, int ownDepth) {
    List<String> arguments = table.arguments(pid);
    return arguments.contains(box.value()) && isJailed(pid, arguments, ownDepth);
  }

  private boolean isJailed(int pid, List<String> arguments, int ownDepth) {
    return (isBubblewrap(arguments) || depth(pid) > ownDepth) && isOurs(pid);
  }

  private static boolean isBubblewrap(List<String> arguments) {
    String program = arguments.getFirst();
    return program.substring(program.lastIndexOf('/') + 1).equals("bwrap");
  }

  /**
   * A stranger on this host may start programs with any argv; what we may not signal does not count
   * as the box's.
   */
  private boolean isOurs(int pid) {
    long own = table.userId(selfPid()).orElse(-1L);
    return own == 0 || table.userId(pid).filter(user -> user == own).isPresent();
  }

  private int depth(int pid) {
    return table.namespacePids(pid).size();
  }

  private static int selfPid() {
    return Math.toIntExact(ProcessHandle.current().pid());
  }
}
