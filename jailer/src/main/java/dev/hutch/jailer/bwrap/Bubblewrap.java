package dev.hutch.jailer.bwrap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.hutch.jailer.HostUnsupportedException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The bubblewrap program of this host.
 *
 * @param program its absolute path
 * @param disablesUserNamespaces whether it knows {@code --disable-userns} (0.8.0 and later)
 */
public record Bubblewrap(Path program, boolean disablesUserNamespaces) {
  private static final String REMEDY =
      "install bubblewrap (Debian, Ubuntu: apt-get install bubblewrap; Fedora: dnf install bubblewrap)";

  /**
   * Searches {@code PATH}.
   *
   * @throws HostUnsupportedException if there is none
   */
  public static Bubblewrap find() {
    return find(Optional.ofNullable(System.getenv("PATH")).orElse("/usr/local/bin:/usr/bin:/bin"));
  }

  /**
   * Searches the directories of a {@code PATH}.
   *
   * @throws HostUnsupportedException if there is none
   */
  public static Bubblewrap find(String path) {
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(directory -> directory.startsWith("/"))
        .map(directory -> Path.of(directory, "bwrap"))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst()
        .map(Bubblewrap::at)
        .orElseThrow(() -> new HostUnsupportedException("no bwrap in PATH (" + path + ")", REMEDY));
  }

  /**
   * Takes the program at this path.
   *
   * @throws HostUnsupportedException if it cannot be read
   */
  public static Bubblewrap at(Path program) {
    try {
      // asking "bwrap --version" would be one more process on the start path; the option's name is
      // in the program
      String content = Files.readString(program, ISO_8859_1);
      return new Bubblewrap(program.toAbsolutePath(), content.contains("disable-userns"));
    } catch (IOException e) {
      throw new HostUnsupportedException(
          "cannot read bwrap at " + program + " (" + e + ")", REMEDY);
    }
  }
}
