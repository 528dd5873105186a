package dev.hutch.lifecycle;

import dev.hutch.BoxFailure;
import dev.hutch.BoxInfo;
import dev.hutch.BoxSpec;
import dev.hutch.BoxState;
import dev.hutch.HutchException;
import dev.hutch.home.BoxDirectory;
import dev.hutch.home.BoxRecord;
import dev.hutch.home.ConsoleTail;
import dev.hutch.jailer.Ids;
import dev.hutch.jailer.host.HostBoxes;
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
    return ifThere(box, new OneLook(this::look));
  }

  /** All boxes of the home, the oldest first. */
  public List<BoxInfo> all() {
    List<BoxInfo> boxes = new ArrayList<>();
    OneLook look = new OneLook(this::look);
    try (DirectoryStream<Path> directories =
        Files.newDirectoryStream(
            host.home().boxes(), path -> Ids.isId(String.valueOf(path.getFileName())))) {
      for (Path directory : directories) {
        ifThere(new BoxDirectory(directory), look).ifPresent(boxes::add);
      }
    } catch (IOException e) {
      throw new HutchException(
          "the boxes in " + host.home().boxes() + " cannot be listed: " + e, e);
    }
    boxes.sort(Comparator.comparing(BoxInfo::created).thenComparing(BoxInfo::id));
    return boxes;
  }

  /** What was seen of a box that is removed meanwhile says nothing. */
  private Optional<BoxInfo> ifThere(BoxDirectory box, Supplier<HostBoxes> look) {
    if (!box.exists()) {
      return Optional.empty();
    }
    BoxInfo info = info(box, look);
    return box.exists() ? Optional.of(info) : Optional.empty();
  }

  private BoxInfo info(BoxDirectory box, Supplier<HostBoxes> look) {
    Sight sight = Sight.of(box, look, this::look);
    Story story = sight.story();
    Evidence evidence = sight.evidence();
    Optional<Instant> started = story.started();
    OptionalInt pid = sight.pid();
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
      return unreadable(box, sight.locked(), evidence.state(), started, pid, e);
    }
  }

  private HostBoxes look() {
    return HostBoxes.look(host.hierarchies());
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
      BoxDirectory box,
      boolean locked,
      BoxState state,
      Optional<Instant> started,
      OptionalInt pid,
      IOException e) {
    BoxFailure failure =
        new BoxFailure(
            Instant.now(),
            "",
            "its record " + box.record() + " cannot be read: " + e.getMessage(),
            ConsoleTail.read(box.consoleLog()));
    return new BoxInfo(
        box.id(),
        "",
        withoutRecord(state, locked),
        BoxSpec.base(),
        Instant.EPOCH,
        started,
        Optional.of(failure),
        pid);
  }

  /** Who holds the lock of a box that was never started is just making it. */
  private static BoxState withoutRecord(BoxState state, boolean locked) {
    return switch (state) {
      case CREATED -> locked ? BoxState.CREATED : BoxState.FAILED;
      case STARTING, RUNNING, UNKNOWN -> BoxState.UNKNOWN;
      case STOPPED, FAILED -> BoxState.FAILED;
    };
  }
}
