package dev.hutch.lifecycle;

import dev.hutch.BoxEvent;
import dev.hutch.BoxInfo;
import dev.hutch.BoxState;
import dev.hutch.HutchException;
import dev.hutch.home.BoxDirectory;
import dev.hutch.home.EventReader;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;

/**
 * Follows the events of a home as they are written, by whichever process. While it is open it also
 * notices when a box ends that no other process looks after, so that this, too, is told.
 */
public final class EventTail implements AutoCloseable {
  private final BoxHost host;
  private final Consumer<BoxEvent> listener;
  private final WatchService watch;
  private final EventReader reader;
  private final Set<String> watched = new HashSet<>();

  private EventTail(BoxHost host, Consumer<BoxEvent> listener, WatchService watch) {
    this.host = host;
    this.listener = listener;
    this.watch = watch;
    this.reader = host.home().events().fromNow();
  }

  /** Begins; what was written before is not told. */
  public static EventTail start(BoxHost host, Consumer<BoxEvent> listener) {
    try {
      Path home = host.home().root();
      WatchService watch = home.getFileSystem().newWatchService();
      home.register(
          watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
      EventTail tail = new EventTail(host, listener, watch);
      Thread.ofPlatform().daemon().name("hutch-events").start(tail::run);
      return tail;
    } catch (IOException e) {
      throw new HutchException("the events of " + host.home().root() + " cannot be followed", e);
    }
  }

  private void run() {
    for (BoxInfo box : new StateReader(host).all()) {
      if (box.state() == BoxState.RUNNING || box.state() == BoxState.STARTING) {
        awaitEnd(box.id());
      }
    }
    try {
      while (true) {
        reader.next().forEach(this::tell);
        WatchKey key = watch.take();
        key.pollEvents();
        key.reset();
      }
    } catch (InterruptedException | ClosedWatchServiceException e) {
      // closed
    }
  }

  private void tell(BoxEvent event) {
    if (event.kind() == BoxEvent.Kind.STARTED) {
      awaitEnd(event.box());
    } else if (event.kind() != BoxEvent.Kind.EXEC) {
      watched.remove(event.box());
    }
    try {
      listener.accept(event);
    } catch (RuntimeException e) {
      LogManager.getLogger(EventTail.class).warn("a listener failed at {}", event, e);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it is told as an event
  private void awaitEnd(String id) {
    if (watched.add(id)) {
      BoxDirectory box = host.home().box(id);
      host.watch()
          .onEnd(BoxHost.id(box), BoxHost.files(box))
          .thenRunAsync(
              () -> new Ending(host).noticeEnd(box),
              work -> Thread.ofPlatform().daemon().name("hutch-end").start(work));
    }
  }

  @Override
  public void close() {
    try {
      watch.close();
    } catch (IOException e) {
      throw new HutchException("the events cannot be left", e);
    }
  }
}
