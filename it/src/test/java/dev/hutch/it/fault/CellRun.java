package dev.hutch.it.fault;

import dev.hutch.it.leak.BoxLook;
import dev.hutch.it.service.RunningService;
import dev.hutch.it.service.Signals;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Runs one cell: brings a service to the point, hits, looks, removes, and lets all go on. */
final class CellRun {
  /** What the fault sets in motion is over by then, or hangs because something is frozen. */
  private static final Duration AFTERMATH = Duration.ofMillis(300);

  private static final Duration STILL = Duration.ofMillis(60);
  private static final Duration KNOWN = Duration.ofMillis(700);

  /** An attached box ends within a second of its owner; looks before may see it end. */
  private static final Duration SETTLED = Duration.ofSeconds(3);

  private final Cell cell;
  private final RunningService service;
  private final Witness witness;
  private String box = "";
  private String seen = "";
  private boolean there;
  private @Nullable String answer;

  CellRun(Cell cell, RunningService service, Witness witness) {
    this.cell = cell;
    this.service = service;
    this.witness = witness;
  }

  Outcome run() {
    try {
      bringToTheMoment();
      OptionalLong victim = cell.target().pid(service, box);
      if (victim.isEmpty()) {
        seen = Outcome.NO_TARGET;
        service.tell("go");
        return new Outcome(cell, box, seen, finish());
      }
      hit(victim.getAsLong());
      String wrong = look();
      wrong = wrong.isEmpty() ? remove() : wrong;
      if (wrong.isEmpty()) {
        wrong = goOn();
      }
      return new Outcome(cell, box, seen, wrong);
    } catch (RuntimeException | AssertionError e) {
      return new Outcome(cell, box, seen, e.toString());
    }
  }

  private void bringToTheMoment() {
    service.ask("pause " + cell.moment());
    request("start", "start " + cell.mode());
    for (String request : new String[] {"exec", "stop", "remove"}) {
      if (!there) {
        request(request, request + " " + box + (request.equals("exec") ? " true" : ""));
      }
    }
    if (!there) {
      throw new AssertionError("the service never came to " + cell.moment());
    }
  }

  private void request(String kind, String request) {
    service.tell(request);
    if (kind.equals(cell.moment().request())) {
      String line = service.next();
      if (!line.startsWith("at " + cell.moment() + " ")) {
        throw new AssertionError("instead of " + cell.moment() + " came: " + line);
      }
      box = line.substring(line.lastIndexOf(' ') + 1);
      there = true;
    } else {
      String answer = service.answered(request);
      box = kind.equals("start") ? answer : box;
    }
  }

  private void hit(long victim) {
    Signals.send(cell.signal(), victim);
    if (!cell.stopsTheService()) {
      service.tell("go");
      answer = service.next(AFTERMATH);
    } else if (cell.kills()) {
      service.awaitEnd();
    }
  }

  /**
   * Until the facts stand still: twice the same, and what the witness says in between. What is
   * unknown gets a little longer to become known.
   */
  private String look() {
    long begun = System.nanoTime();
    String wrong;
    boolean over;
    do {
      BoxLook before = BoxLook.at(box);
      Optional<String> listed = witness.stateOf(box);
      BoxLook after = BoxLook.at(box);
      seen = listed.orElse("no box");
      wrong =
          isSame(before, after) && listed.equals(expected(after))
              ? unsettled(after)
              : "listed as " + seen + ", but: " + before + ", then " + after;
      long spent = System.nanoTime() - begun;
      over =
          wrong.isEmpty()
              ? spent > (seen.equals("unknown") ? KNOWN : STILL).toNanos()
              : spent > SETTLED.toNanos();
    } while (!over);
    return wrong;
  }

  private static boolean isSame(BoxLook before, BoxLook after) {
    return before.isThere() == after.isThere()
        && (!before.isThere() || before.state() == after.state());
  }

  private static Optional<String> expected(BoxLook look) {
    return look.isThere()
        ? Optional.of(look.state().name().toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  /** A second after the end of its owner an attached box has no process. */
  private String unsettled(BoxLook look) {
    boolean orphan = cell.stopsTheService() && cell.kills() && !cell.detached();
    return orphan && !look.processes().isEmpty() ? "its owner is dead, but " + look : "";
  }

  private String remove() {
    if (!BoxLook.at(box).isThere()) {
      return "";
    }
    witness.forceRemove(box);
    // a service that is not frozen may have been quicker, and still be deleting
    return cell.stopsTheService() ? Outcome.left(BoxLook.at(box)) : awaitNothing();
  }

  /** A service that was frozen, or hung on something frozen, goes on, and does no harm. */
  private String goOn() {
    boolean removed = BoxLook.at(box).isNothing();
    if (!cell.stopsTheService()) {
      return finish();
    }
    if (!cell.kills()) {
      Signals.send("CONT", service.pid());
      if (cell.detached()) {
        service.kill();
      } else {
        service.tell("go");
        return finish();
      }
    }
    return removed ? Outcome.left(BoxLook.at(box)) : pruned();
  }

  /** Of a shim that never got a box an empty group is left until somebody prunes: that is all. */
  private String pruned() {
    String left = awaitNothing();
    BoxLook look = BoxLook.at(box);
    return look.processes().isEmpty() && !look.populated() && look.files().isEmpty() ? "" : left;
  }

  /** The pending request's answer; then whatever it made is removed again. */
  private String finish() {
    String last = answer == null ? service.next() : answer;
    if (last.equals("ended")) {
      return "the service ended";
    }
    if (BoxLook.at(box).isThere()) {
      witness.forceRemove(box);
    }
    return awaitNothing();
  }

  /** A shim without a box ends with its owner, within a second. */
  private String awaitNothing() {
    long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
    BoxLook look;
    do {
      look = BoxLook.at(box);
    } while (!look.isNothing() && System.nanoTime() < end);
    return Outcome.left(look);
  }
}
