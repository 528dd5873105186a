package dev.hutch.jailer;

import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.Posix;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs a test program in a JVM of its own, from copies of the classes that any user of this host
 * may read.
 */
public final class ChildJvm {
  private static final String NOBODY = "65534";

  private ChildJvm() {}

  /** Starts the program as this user. */
  public static Process start(Path directory, Class<?> program, String... arguments)
      throws IOException {
    return run(List.of(), directory, program, arguments);
  }

  /** Starts the program as this user and returns when it has printed this line. */
  public static Process startAndAwait(
      String line, Path directory, Class<?> program, String... arguments) throws IOException {
    Process started = start(directory, program, arguments);
    List<String> said = new ArrayList<>();
    BufferedReader output = started.inputReader();
    for (String next = output.readLine(); !line.equals(next); next = output.readLine()) {
      if (next == null) {
        throw new AssertionError("the program ended after " + said);
      }
      said.add(next);
    }
    return started;
  }

  /** Starts the program as a user without privileges, which this one may be already. */
  public static Process startUnprivileged(Path directory, Class<?> program, String... arguments)
      throws IOException {
    List<String> drop =
        Posix.getuid() == 0
            ? List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups")
            : List.of();
    return run(drop, directory, program, arguments);
  }

  private static Process run(
      List<String> prefix, Path directory, Class<?> program, String... arguments)
      throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path classes = Files.createDirectories(directory.resolve("classes"));
    copy(Path.of("target", "classes"), classes);
    copy(Path.of("target", "test-classes"), classes);
    String bindings = copyOfBindings(directory);
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classes + ":" + bindings,
            program.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String copyOfBindings(Path directory) throws IOException {
    try {
      Path origin = Path.of(Fd.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path copy = directory.resolve(Files.isDirectory(origin) ? "bindings" : "bindings.jar");
      copy(origin, copy);
      return copy.toString();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
