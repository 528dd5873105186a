package dev.hutch.cli;

import dev.hutch.Box;
import dev.hutch.BoxInfo;
import dev.hutch.BoxState;
import dev.hutch.BoxStats;
import dev.hutch.Hutch;
import dev.hutch.HutchException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Looks at what boxes use, at all of them at the same time, again and again. */
final class StatsLook implements AutoCloseable {
  /** A box that does not answer must not keep the others from being shown. */
  private static final long PATIENCE_MILLIS = 2000;

  private final Hutch hutch;
  private final List<String> named;
  private final Map<String, Box> boxes = new HashMap<>();
  private final Map<String, BoxStats> earlier = new ConcurrentHashMap<>();

  /**
   * Prepares to look.
   *
   * @param named which boxes; none for all that run at each look
   */
  StatsLook(Hutch hutch, List<String> named) {
    this.hutch = hutch;
    this.named = named;
  }

  /**
   * What one box uses.
   *
   * @param stats null if it did not answer
   * @param cpus how many processors it used since the look before; 0 at the first
   */
  record Use(BoxInfo box, @Nullable BoxStats stats, double cpus) {}

  /**
   * Looks once.
   *
   * @throws HutchException if a box that was named does not run
   */
  List<Use> take() {
    List<BoxInfo> all = infos();
    Map<String, BoxStats> now = new ConcurrentHashMap<>();
    CountDownLatch answers = new CountDownLatch(all.size());
    for (BoxInfo info : all) {
      Box box = boxes.computeIfAbsent(info.id(), hutch::box);
      Thread.startVirtualThread(
          () -> {
            try {
              now.put(info.id(), box.stats());
            } catch (HutchException e) {
              // it has just ended, or does not answer
            } finally {
              answers.countDown();
            }
          });
    }
    await(answers);
    List<Use> uses = new ArrayList<>();
    for (BoxInfo info : all) {
      BoxStats stats = now.get(info.id());
      BoxStats before = earlier.get(info.id());
      uses.add(
          new Use(info, stats, stats == null || before == null ? 0 : stats.cpusInUseSince(before)));
    }
    earlier.keySet().retainAll(now.keySet());
    earlier.putAll(now);
    return uses;
  }

  @Override
  public void close() {
    boxes.values().forEach(Box::close);
  }

  private List<BoxInfo> infos() {
    if (named.isEmpty()) {
      return StatsVerb.running(hutch);
    }
    List<BoxInfo> infos = new ArrayList<>();
    for (String word : named) {
      BoxInfo info = boxes.computeIfAbsent(word, hutch::box).info();
      if (info.state() != BoxState.RUNNING && info.state() != BoxState.UNKNOWN) {
        throw RunningBox.notRunning(info.id(), info.state());
      }
      infos.add(info);
    }
    return infos;
  }

  private static void await(CountDownLatch answers) {
    try {
      answers.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
