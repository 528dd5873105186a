package dev.hutch.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What the build runs once, so that the start-up cache knows what the command needs: the verbs that
 * change nothing. (A cache takes one process's doings only, and each class in it costs every
 * start.)
 */
public final class Training {
  private Training() {}

  /**
   * Trains.
   *
   * @param args a directory that may be used as a home, with a box in it
   */
  public static void main(String[] args) {
    Objects.requireNonNull(Main.class); // loads it: in its place this is what starts now
    String home = Path.of(args[0]).toString();
    for (List<String> words :
        List.of(
            List.of("--help"),
            List.of("run", "--help"),
            List.of("ps", "-a", "--home", home),
            List.of("ps", "-a", "--json", "--home", home),
            List.of("inspect", "--home", home, "none", "abcdefghijklmnopqrst"),
            List.of("stop", "--home", home, "none"),
            List.of("exec", "--home", home, "none", "--", "true"),
            List.of("logs", "--home", home, "none"),
            List.of("info", "--home", home),
            List.of("doctor", "--json", "--home", home))) {
      new HutchCommand(silent()).run(words.toArray(String[]::new));
    }
  }

  private static Terminal silent() {
    return new Terminal(
        InputStream.nullInputStream(),
        OutputStream.nullOutputStream(),
        new PrintStream(OutputStream.nullOutputStream()));
  }
}
