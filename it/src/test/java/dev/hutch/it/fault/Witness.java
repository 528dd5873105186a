package dev.hutch.it.fault;

import dev.hutch.BoxInfo;
import dev.hutch.Hutch;
import dev.hutch.NoSuchBoxException;
import dev.hutch.PruneOptions;
import dev.hutch.it.Ended;
import dev.hutch.it.HutchCommand;
import dev.hutch.it.box.Boxes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Another process on the home, which did not see the fault: it lists boxes and removes one. */
interface Witness extends AutoCloseable {
  /** The state of a box as it is listed; empty if it is not. */
  Optional<String> stateOf(String box);

  /** Removes it by force. */
  void forceRemove(String box);

  /** Removes what does not run and what no box explains. */
  void prune();

  @Override
  void close();

  /** A runtime of this JVM. */
  static Witness runtime() {
    Hutch hutch = Boxes.observer();
    return new Witness() {
      @Override
      public Optional<String> stateOf(String box) {
        return hutch.boxes().stream()
            .filter(info -> info.id().equals(box))
            .map(BoxInfo::state)
            .map(state -> state.name().toLowerCase(Locale.ROOT))
            .findFirst();
      }

      @Override
      public void forceRemove(String box) {
        try {
          hutch.box(box).remove(true);
        } catch (NoSuchBoxException e) {
          // its owner was quicker
        }
      }

      @Override
      public void prune() {
        hutch.prune(PruneOptions.DEFAULT);
      }

      @Override
      public void close() {
        hutch.close();
      }
    };
  }

  /** The command line. */
  static Witness commands() {
    return new Witness() {
      @Override
      public Optional<String> stateOf(String box) {
        List<String> lines = HutchCommand.of("ps", "-a").run().lines();
        return lines.stream()
            .filter(line -> line.startsWith(box))
            .map(line -> line.toLowerCase(Locale.ROOT))
            .flatMap(line -> STATES.stream().filter(line::contains))
            .findFirst();
      }

      @Override
      public void forceRemove(String box) {
        Ended ended = HutchCommand.of("rm", "-f", box).run();
        if (ended.exit() != 0 && stateOf(box).isPresent()) {
          throw new AssertionError("hutch rm -f: " + ended);
        }
      }

      @Override
      public void prune() {
        HutchCommand.of("prune").run();
      }

      @Override
      public void close() {}
    };
  }

  /** As the list of boxes writes them. */
  List<String> STATES = List.of("created", "starting", "running", "stopped", "failed", "unknown");
}
