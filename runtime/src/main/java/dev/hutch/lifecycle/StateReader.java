package dev.hutch.lifecycle;

import dev.hutch.BoxFailure;
import dev.hutch.BoxInfo;
import dev.hutch.BoxSpec;
import dev.hutch.BoxState;
import dev.hutch.HutchException;
import dev.hutch.home.BoxDirectory;
import dev.hutch.home.BoxRecord;
import dev.hutch.home.ConsoleTail;
import dev.hutch.home.Ids;
import dev.hutch.jailer.host.HostBoxes;
import dev.hutch.jailer.lock.BoxLock;
import dev.hutch.vmm.journal.JournalLine;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Looks what boxes are doing, at each call anew.
 *
 * @param host whose boxes
 */
public record StateReader(BoxHost host) {
  /** One box; empty if there is none (any more). */
  public Optional<BoxInfo> read(BoxDirectory box) {
    return box.exists()
        ? Optional.of(info(box, new OneLook(() -> HostBoxes.look(host.hierarchies()))))
        : Optional.empty();
  }

  /** All boxes of the home, the oldest first. */
  public List<BoxInfo> all() {
    List<BoxInfo> boxes = new ArrayList<>();
    OneLook look = new OneLook(() -> HostBoxes.look(host.hierarchies()));
    try (DirectoryStream<Path> directories =
        Files.newDirectoryStream(
            host.home().boxes(), path -> Ids.isId(String.valueOf(path.getFileName())))) {
      for (Path directory : directories) {
        boxes.add(info(new BoxDirectory(directory), look));
      }
    } catch (IOException e) {
      throw new HutchException(
          "the boxes in " + host.home().boxes() + " cannot be listed: " + e, e);
    }
    boxes.sort(Comparator.comparing(BoxInfo::created).thenComparing(BoxInfo::id));
    return boxes;
  }

  private BoxInfo info(BoxDirectory box, Supplier<HostBoxes> look) {
    Story story = Story.of(box);
    Optional<Instant> started = story.started();
    boolean locked = BoxLock.isHeld(box.lock());
    OptionalInt pid = new ShimPid(box).read(locked, look);
    Evidence evidence = Evidence.of(locked, story, () -> pid.isPresent() || lives(box, look));
    try {
      BoxRecord record = BoxRecord.read(box.record(), box.id());
      Optional<BoxFailure> failure =
          evidence.failure().map(why -> failure(box, why, story.newest(), record.spec().detach()));
      String name = record.spec().name();
      String shown =
          host.home().names().find(name).filter(box.id()::equals).isPresent() ? name : "";
      return new BoxInfo(
          box.id(),
          shown,
          evidence.state(),
          record.spec(),
          record.created(),
          started,
          failure,
          pid);
    } catch (IOException e) {
      return unreadable(box, evidence.state(), started, pid, e);
    }
  }

  private static boolean lives(BoxDirectory box, Supplier<HostBoxes> look) {
    return !look.get().processes(BoxHost.id(box)).isEmpty()
        || look.get().populated().contains(BoxHost.id(box));
  }

  private static BoxFailure failure(
      BoxDirectory box, String why, Optional<JournalLine> newest, boolean detached) {
    Instant when =
        newest.map(line -> Instant.ofEpochMilli(line.epochMillis())).orElse(Instant.EPOCH);
    String phase = newest.map(JournalLine::phase).orElse("");
    String message = why;
    if (why.equals(Evidence.WITHOUT_A_WORD)) {
      message += detached ? "" : ", or the process that it belonged to has ended";
    }
    return new BoxFailure(when, phase, message, ConsoleTail.read(box.consoleLog()));
  }

  /** A box whose record is damaged is a box all the same: it must be seen to be removed. */
  private static BoxInfo unreadable(
      BoxDirectory box, BoxState state, Optional<Instant> started, OptionalInt pid, IOException e) {
    boolean lives = state == BoxState.RUNNING || state == BoxState.STARTING;
    BoxFailure failure =
        new BoxFailure(
            Instant.now(),
            "",
            "its record " + box.record() + " cannot be read: " + e.getMessage(),
            ConsoleTail.read(box.consoleLog()));
    return new BoxInfo(
        box.id(),
        "",
        lives || state == BoxState.UNKNOWN ? BoxState.UNKNOWN : BoxState.FAILED,
        BoxSpec.base(),
        Instant.EPOCH,
        started,
        Optional.of(failure),
        pid);
  }
}
