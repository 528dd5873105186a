package dev.hutch.it.soak;

import dev.hutch.BoxInfo;
import dev.hutch.Hutch;
import dev.hutch.NoSuchBoxException;
import dev.hutch.it.Checkout;
import dev.hutch.it.box.Boxes;
import dev.hutch.it.leak.BoxLook;
import dev.hutch.it.leak.Proc;
import dev.hutch.it.service.RunningService;
import dev.hutch.it.service.Signals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** A service lives a box's life; at a random moment a random one of the processes is killed. */
final class RandomKills {
  /** A life takes about as long. */
  private static final int LIFE_MILLIS = 1500;

  private static final String CACHE = Checkout.home() + "/cache/";

  private final int count;
  private final int seed;
  private final Random random;

  RandomKills(int count, int seed) {
    this.count = count;
    this.seed = seed;
    this.random = new Random(seed);
  }

  String run() {
    List<String> wrong = new ArrayList<>();
    RunningService service = null;
    try {
      for (int i = 0; i < count; i++) {
        service = service != null && service.isAlive() ? service : RunningService.open();
        wrong.addAll(kill(service));
        if (i % 50 == 49) {
          System.err.println((i + 1) + " kills");
        }
      }
    } finally {
      if (service != null) {
        service.close();
      }
    }
    String result = count + " random kill -9 (--seed " + seed + "): " + wrong.size() + " wrong\n";
    return result + wrong.stream().map(line -> "  " + line + "\n").collect(Collectors.joining());
  }

  private List<String> kill(RunningService service) {
    service.tell("life " + (random.nextBoolean() ? "attached" : "detached"));
    String answer = service.next(Duration.ofMillis(random.nextInt(LIFE_MILLIS)));
    Set<Proc> shims = Proc.all().stream().filter(RandomKills::isOfABox).collect(Collectors.toSet());
    boolean owner = answer != null || shims.isEmpty() || random.nextInt(3) == 0;
    String victim = owner ? "the service" : "a process of its box";
    if (owner) {
      service.kill();
    } else {
      Signals.send("KILL", new ArrayList<>(shims).get(random.nextInt(shims.size())).pid());
      if (answer == null) {
        service.next();
      }
    }
    return afterwards(victim);
  }

  private static boolean isOfABox(Proc process) {
    List<String> words = process.arguments();
    return !words.isEmpty()
        && words.getLast().matches("[a-z][a-z2-7]{19}")
        && words.stream().anyMatch(word -> word.contains(CACHE));
  }

  private static List<String> afterwards(String victim) {
    List<String> wrong = new ArrayList<>();
    try (Hutch hutch = Boxes.observer()) {
      for (BoxInfo box : hutch.boxes()) {
        try {
          hutch.box(box.id()).remove(true);
        } catch (NoSuchBoxException e) {
          // its service was quicker
        } catch (RuntimeException e) {
          wrong.add("killed " + victim + ": " + e);
        }
        BoxLook look = BoxLook.at(box.id());
        if (!look.isNothing()) {
          wrong.add("killed " + victim + ", left: " + look);
        }
      }
    }
    return wrong;
  }
}
