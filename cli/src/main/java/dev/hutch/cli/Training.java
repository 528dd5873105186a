package dev.hutch.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleReader;
import java.lang.module.ResolvedModule;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the build runs once, so that the start-up cache knows what the command needs: the verbs that
 * change nothing, and the classes of all others. (A cache takes one process's doings only.)
 */
public final class Training {
  private static final String OURS = "dev.hutch.";
  private static final String CLASS = ".class";

  private Training() {}

  /**
   * Trains.
   *
   * @param args a directory that may be used as a home
   */
  public static void main(String[] args) throws IOException {
    String home = Path.of(args[0]).toString();
    for (List<String> words :
        List.of(
            List.of("--help"),
            List.of("run", "--help"),
            List.of("ps", "-a", "--home", home),
            List.of("ps", "-a", "--json", "--home", home),
            List.of("inspect", "--home", home, "none"),
            List.of("stop", "--home", home, "none"),
            List.of("exec", "--home", home, "none", "--", "true"),
            List.of("doctor", "--json", "--home", home))) {
      new HutchCommand(silent()).run(words.toArray(String[]::new));
    }
    for (ResolvedModule module : ModuleLayer.boot().configuration().modules()) {
      if (module.name().startsWith(OURS)) {
        load(module);
      }
    }
  }

  private static Terminal silent() {
    return new Terminal(
        InputStream.nullInputStream(),
        OutputStream.nullOutputStream(),
        new PrintStream(OutputStream.nullOutputStream()));
  }

  private static void load(ResolvedModule module) throws IOException {
    try (ModuleReader reader = module.reference().open();
        Stream<String> files = reader.list()) {
      files
          .filter(file -> file.endsWith(CLASS) && !file.equals("module-info.class"))
          .map(file -> file.substring(0, file.length() - CLASS.length()).replace('/', '.'))
          .forEach(Training::load);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void load(String name) {
    try {
      Class.forName(name, false, Training.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      throw new AssertionError(name + " of our own cannot be loaded", e);
    }
  }
}
