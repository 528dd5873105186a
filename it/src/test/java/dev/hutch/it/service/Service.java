package dev.hutch.it.service;

import dev.hutch.Box;
import dev.hutch.BoxProcess;
import dev.hutch.BoxSpec;
import dev.hutch.Command;
import dev.hutch.ExecResult;
import dev.hutch.Hutch;
import dev.hutch.MemorySize;
import dev.hutch.it.box.Boxes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A program that does what is asked of it on its standard input, a line each, and answers each with
 * one line: {@code ok ...} or {@code error CLASS message}. It ends without closing anything when
 * its input ends.
 */
public final class Service {
  private final Hutch hutch;
  private final Map<String, Box> boxes = new HashMap<>();
  private final List<BoxProcess> held = new ArrayList<>();

  private Service(Hutch hutch) {
    this.hutch = hutch;
  }

  /**
   * Runs it.
   *
   * @param args how many shims it keeps warm
   */
  public static void main(String[] args) throws IOException {
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PausePoints.install(input);
    Service service = new Service(Boxes.open(Integer.parseInt(args[0])));
    say("ok open");
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      if (line.equals("return")) {
        return;
      }
      if (line.equals("throw")) {
        throw new IllegalStateException("as asked");
      }
      say(service.answer(line));
    }
  }

  /** One line, in one piece. */
  static synchronized void say(String line) {
    System.out.println(line.replace('\n', ' '));
    System.out.flush();
  }

  private String answer(String line) {
    try {
      return ("ok " + done(List.of(line.split(" ", -1)))).strip();
    } catch (RuntimeException e) {
      return "error " + e.getClass().getSimpleName() + " " + e.getMessage();
    }
  }

  private String done(List<String> words) {
    String argument = words.size() > 1 ? words.get(1) : "";
    return switch (words.getFirst()) {
      case "pause" -> PausePoints.pauseAt(argument);
      case "start" -> keep(hutch.start(spec(words)));
      case "create" -> keep(hutch.create(spec(words)));
      case "life" -> wholeLife(words);
      case "close" -> closed();
      case "flood" -> flooded(box(argument));
      case "hold" -> held(box(argument), words.subList(2, words.size()));
      case "exec" -> exec(box(argument), words.subList(2, words.size()));
      default -> {
        act(words.getFirst(), box(argument), words.size() > 2 ? words.get(2) : "");
        yield "";
      }
    };
  }

  private static void act(String verb, Box box, String argument) {
    switch (verb) {
      case "begin" -> box.start();
      case "stop" -> box.stop();
      case "kill" -> box.kill();
      case "remove" -> box.remove();
      case "force" -> box.remove(true);
      case "rename" -> box.rename(argument);
      case "drop" -> box.close();
      case "leave" -> box.leave();
      default -> throw new IllegalArgumentException(verb);
    }
  }

  private static String exec(Box box, List<String> command) {
    ExecResult result = box.run(command.toArray(String[]::new));
    return result.exit() + " " + result.stdout().text().strip();
  }

  /** Goes on until this process ends, which closes nothing. */
  private String held(Box box, List<String> command) {
    BoxProcess process = box.exec(Command.of(command));
    held.add(process);
    return Long.toString(process.pid());
  }

  /** Asks for more output to be kept than there may be room for. */
  private static String flooded(Box box) {
    Command flood = Command.of("cat", "/dev/zero").outputLimit(MemorySize.gib(1));
    return Integer.toString(box.run(flood).exit());
  }

  private String wholeLife(List<String> words) {
    Box box = hutch.start(spec(words));
    box.run("true");
    box.stop();
    box.remove();
    return box.id();
  }

  private String closed() {
    hutch.close();
    return "closed";
  }

  private String keep(Box box) {
    boxes.put(box.id(), box);
    return box.id();
  }

  private Box box(String id) {
    return boxes.computeIfAbsent(id, hutch::box);
  }

  private static BoxSpec spec(List<String> words) {
    String kind = words.get(1);
    BoxSpec spec = Boxes.small().detach(kind.equals("detached")).leavable(kind.equals("leavable"));
    return words.size() > 2 ? spec.name(words.get(2)) : spec;
  }
}
