package dev.hutch.jailer.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.hutch.bindings.posix.FileSweep;
import dev.hutch.bindings.posix.PosixException;
import dev.hutch.jailer.BoxId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Finds the processes of a box by its id, whatever became of its pid file.
 *
 * <p>A process belongs to a box if one element of its argv <em>equals</em> the id and it is either
 * a bubblewrap or lives in a pid namespace below ours. The second half matters: {@code hutch stop
 * <id>} names the id just as exactly, and must not kill itself.
 */
public final class BoxProcesses {
  /** The longest argv the kernel takes is 6 MiB; what is longer than this is nothing of ours. */
  private static final int LIMIT = 1 << 20;

  private static final int LONGEST_ID = 63;
  private static final ProcStatus NOBODY = new ProcStatus(-1, List.of());

  private final ProcessTable table;
  private final ProcStatus self;

  /**
   * Finds them in a table.
   *
   * @param table the processes of this host
   */
  public BoxProcesses(ProcessTable table) {
    this.table = table;
    this.self = table.status(Math.toIntExact(ProcessHandle.current().pid())).orElse(NOBODY);
  }

  /** Every live process that belongs to the box: outer bubblewrap, namespace init, shim. */
  public List<Integer> of(BoxId box) {
    byte[] id = box.value().getBytes(US_ASCII);
    List<Integer> found = new ArrayList<>();
    sweep(
        (pid, bytes, length) -> {
          if (CommandLine.has(bytes, length, id) && belongs(pid, box)) {
            found.add(pid);
          }
        });
    return List.copyOf(found);
  }

  /** Whether this process belongs to the box now. */
  public boolean belongs(int pid, BoxId box) {
    List<String> arguments = table.arguments(pid);
    return arguments.contains(box.value()) && isJailed(pid, arguments);
  }

  /**
   * Shows every live process that belongs to a box whose id is its last argument, in one pass.
   *
   * @param found takes its pid and its argv
   */
  public void forEachJailed(BiConsumer<Integer, List<String>> found) {
    sweep(
        (pid, bytes, length) -> {
          if (BoxId.isOne(CommandLine.last(bytes, length, LONGEST_ID))) {
            List<String> arguments = CommandLine.elements(bytes, length);
            if (arguments.size() > 1 && isJailed(pid, arguments)) {
              found.accept(pid, arguments);
            }
          }
        });
  }

  /** Whether this process lives in a pid namespace below ours. */
  public boolean isBelow(int pid) {
    return is(pid, this::isBelow);
  }

  /**
   * Whether this user may end it, being root or the same. A stranger on this host may start
   * programs with any argv; what we may not signal does not count as the box's.
   */
  public boolean isOurs(int pid) {
    return is(pid, this::isOurs);
  }

  /** Whether this process runs bubblewrap, by its argv. */
  public boolean isBubblewrap(int pid) {
    List<String> arguments = table.arguments(pid);
    return !arguments.isEmpty() && isBubblewrap(arguments);
  }

  private boolean isJailed(int pid, List<String> arguments) {
    return is(pid, status -> (isBubblewrap(arguments) || isBelow(status)) && isOurs(status));
  }

  private boolean is(int pid, Predicate<ProcStatus> condition) {
    Optional<ProcStatus> status = table.status(pid);
    return status.isPresent() && condition.test(status.get());
  }

  private boolean isBelow(ProcStatus status) {
    return status.namespacePids().size() > self.namespacePids().size();
  }

  private boolean isOurs(ProcStatus status) {
    return self.userId() == 0 || status.userId() == self.userId();
  }

  private static boolean isBubblewrap(List<String> arguments) {
    String program = arguments.getFirst();
    return program.substring(program.lastIndexOf('/') + 1).equals("bwrap");
  }

  private interface Seen {
    void process(int pid, byte[] commandLine, int length);
  }

  /** There are hundreds: nothing is made of those that are not ours. */
  private void sweep(Seen seen) {
    String root = table.root() + "/";
    FileSweep files = new FileSweep(LIMIT);
    for (int pid : table.pids()) {
      int length = files.read(root + pid + "/cmdline");
      if (length < 0 && !ProcFile.saysThatNoneIsThere(-length)) {
        throw new PosixException("read", root + pid + "/cmdline", length);
      }
      if (length > 0) {
        seen.process(pid, files.content(), length);
      }
    }
  }
}
