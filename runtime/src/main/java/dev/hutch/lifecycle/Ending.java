package dev.hutch.lifecycle;

import dev.hutch.BoxEvent;
import dev.hutch.BoxState;
import dev.hutch.agent.client.AgentClient;
import dev.hutch.agent.client.AgentException;
import dev.hutch.agent.protocol.ProtocolException;
import dev.hutch.home.BoxDirectory;
import dev.hutch.jailer.Deadline;
import dev.hutch.jailer.lock.BoxLock;
import dev.hutch.jailer.teardown.Proof;
import dev.hutch.jailer.teardown.TeardownException;
import dev.hutch.points.Point;
import dev.hutch.points.Points;
import dev.hutch.vmm.journal.JournalEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;

/**
 * Ends what runs of a box, whoever started it, with proof that nothing is left.
 *
 * @param host whose box
 */
public record Ending(BoxHost host) {
  private static final Duration PROOF = Duration.ofSeconds(10);

  /** How long an agent may take to say that it has begun to shut down. */
  private static final Duration ANSWER = Duration.ofSeconds(5);

  /** From the agent's last word to the end of the VM: the kernel's restart. */
  private static final Duration LAST = Duration.ofSeconds(5);

  /**
   * Ends it in order, and by force what does not end so. Does nothing to a box that does not run.
   *
   * @param grace how long the guest's processes have between SIGTERM and SIGKILL
   * @throws TeardownException if it cannot be proven that nothing is left
   */
  public void stop(BoxDirectory box, Duration grace) {
    Events.Span span = host.events().begin(BoxEvent.Kind.STOPPED);
    boolean runs = isRunning(box);
    if (runs) {
      box.journal().append(JournalEvent.STOPPING, "", "");
      askAgent(box, grace);
    }
    end(box, span, runs);
  }

  /**
   * Notices that a box has ended by itself: records and tells it, unless somebody else does or it
   * is being worked on.
   */
  public void noticeEnd(BoxDirectory box) {
    if (!box.exists() || isMeant(box)) {
      return;
    }
    host.teardown()
        .prove(BoxHost.id(box), BoxHost.files(box))
        .ifPresent(
            proof -> {
              try (proof) {
                settle(box, false);
              }
            });
  }

  /** Ends it without asking; else as {@link #stop}. */
  public void kill(BoxDirectory box) {
    Events.Span span = host.events().begin(BoxEvent.Kind.STOPPED);
    end(box, span, false);
  }

  private void end(BoxDirectory box, Events.Span span, boolean asked) {
    boolean lived = markStopping(box) || asked;
    Proof proof = prove(box);
    try {
      Points.reached(Point.PROVEN, box.id());
      settle(box, lived);
    } finally {
      proof.close();
    }
    if (lived) {
      span.over(box.id(), host.name(box), "");
    }
  }

  private Proof prove(BoxDirectory box) {
    try {
      return host.teardown().kill(BoxHost.id(box), BoxHost.files(box), PROOF);
    } catch (TeardownException e) {
      box.journal().append(JournalEvent.UNPROVEN, "", e.remains().toString());
      throw e;
    }
  }

  /**
   * Says in the journal, before anything is killed, that what follows is meant: between the end of
   * the last process and the record of the stop, others must not take the box for failed.
   *
   * @return whether there was anything to stop
   */
  boolean markStopping(BoxDirectory box) {
    Story story = Story.of(box);
    boolean lives = BoxLock.isHeld(box.lock());
    if (lives && !story.isMeantToEnd() && story.newest().isPresent()) {
      box.journal().append(JournalEvent.STOPPING, "", "");
    }
    return lives || (story.isMeantToEnd() && !story.isOver());
  }

  /**
   * Records how a box has come to its end, and tells of an end that nobody asked for; to be called
   * with its lock held and nothing of it left.
   */
  void settle(BoxDirectory box, boolean asked) {
    Story story = Story.of(box);
    if (story.newest().isEmpty()) {
      return;
    }
    if (!story.isOver()) {
      Evidence evidence = Evidence.of(false, story, () -> false);
      String why = evidence.failure().orElse("");
      boolean failed = evidence.state() == BoxState.FAILED;
      box.journal().append(failed ? JournalEvent.FAILED : JournalEvent.STOPPED, "", why);
      if (!asked) {
        BoxEvent.Kind kind = failed ? BoxEvent.Kind.FAILED : BoxEvent.Kind.STOPPED;
        host.events().tell(kind, box.id(), host.name(box), why);
      }
    }
    try {
      Files.deleteIfExists(box.pidFile());
      Files.deleteIfExists(box.agentSocket());
    } catch (IOException e) {
      throw new UncheckedIOException("a file of the ended box cannot be deleted", e);
    }
  }

  /** Who stops it records and tells its end; and so it has been, where there is nothing to tell. */
  private static boolean isMeant(BoxDirectory box) {
    Story story = Story.of(box);
    return story.newest().isEmpty() || story.isMeantToEnd() || story.isOver();
  }

  private static boolean isRunning(BoxDirectory box) {
    return BoxLock.isHeld(box.lock())
        && Story.of(box).newest().filter(line -> line.event() == JournalEvent.RUNNING).isPresent();
  }

  private void askAgent(BoxDirectory box, Duration grace) {
    Points.reached(Point.STOP_ASKED, box.id());
    try {
      AgentClient.at(box.agentSocket(), ANSWER).shutdown(grace);
      Points.reached(Point.AGENT_SHUT_DOWN, box.id());
      host.watch().awaitEnd(BoxHost.id(box), BoxHost.files(box), Deadline.in(LAST));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (AgentException | ProtocolException e) {
      // it ended meanwhile, or its agent does not do as it is asked: it is killed now
    }
  }
}
