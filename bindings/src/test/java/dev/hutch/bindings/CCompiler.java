package dev.hutch.bindings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The machine's C compiler, which says what C really thinks. */
public final class CCompiler {
  /** The module's folder. */
  public static final Path MODULE = Path.of(System.getProperty("basedir", ".")).toAbsolutePath();

  private CCompiler() {}

  /** Compiles one file to a program, or to what the options say. */
  public static void compile(Path source, Path target, String... options) {
    List<String> command = new ArrayList<>(List.of("gcc", "-Wall", "-Werror"));
    command.addAll(List.of(options));
    command.addAll(List.of("-o", target.toString(), source.toString()));
    run(command);
  }

  /** Runs a program that must succeed; returns its output. */
  public static String run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
      return output;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(String.join(" ", command), e);
    }
  }
}
