package dev.hutch.lifecycle;

import dev.hutch.BoxEvent;
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
import dev.hutch.vmm.journal.JournalLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
    Optional<JournalLine> newest = box.journal().newest();
    if (newest.isEmpty()) {
      return false;
    }
    boolean lives = BoxLock.isHeld(box.lock());
    if (lives && newest.get().event() != JournalEvent.STOPPING) {
      box.journal().append(JournalEvent.STOPPING, "", "");
    }
    return lives || newest.get().event() == JournalEvent.STOPPING;
  }

  /**
   * Records how a box has come to its end, and tells of an end that nobody asked for; to be called
   * with its lock held and nothing of it left.
   */
  void settle(BoxDirectory box, boolean asked) {
    Optional<JournalLine> newest = box.journal().newest();
    if (newest.isEmpty()) {
      return;
    }
    switch (newest.get().event()) {
      case STOPPING, ENDED, UNPROVEN -> {
        box.journal().append(JournalEvent.STOPPED, "", "");
        if (!asked) {
          host.events()
              .tell(BoxEvent.Kind.STOPPED, box.id(), host.name(box), newest.get().message());
        }
      }
      case STARTING, RUNNING -> {
        box.journal().append(JournalEvent.FAILED, "", Evidence.WITHOUT_A_WORD);
        host.events().tell(BoxEvent.Kind.FAILED, box.id(), host.name(box), Evidence.WITHOUT_A_WORD);
      }
      case STOPPED, FAILED -> {}
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
    List<JournalLine> journal = box.journal().read();
    return journal.isEmpty()
        || journal.stream()
            .map(JournalLine::event)
            .anyMatch(event -> event == JournalEvent.STOPPING || event == JournalEvent.STOPPED);
  }

  private static boolean isRunning(BoxDirectory box) {
    return BoxLock.isHeld(box.lock())
        && box.journal().newest().filter(line -> line.event() == JournalEvent.RUNNING).isPresent();
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
