package dev.hutch.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Optional;

/** The checkout under test, and the home its tests use. */
public final class Checkout {
  private static final Path ROOT = findRoot();
  private static final Path HOME = makeHome();

  private Checkout() {}

  /** The top of this checkout, without symbolic links. */
  public static Path root() {
    return ROOT;
  }

  /** The launcher. */
  public static Path launcher() {
    return ROOT.resolve("hutch");
  }

  /** What the launcher runs, made by the build of module cli. */
  public static Path distribution() {
    return ROOT.resolve("cli/target/dist");
  }

  /**
   * The tests' home. It outlives them, so that what is fetched and trained once serves every run;
   * its path is short, for the sockets below it. {@code -Dhutch.it.home} names another.
   */
  public static Path home() {
    return HOME;
  }

  private static Path findRoot() {
    Path directory = Paths.get("").toAbsolutePath();
    while (!Files.isExecutable(directory.resolve("hutch"))
        || !Files.isDirectory(directory.resolve("cli"))) {
      directory =
          Optional.ofNullable(directory.getParent())
              .orElseThrow(() -> new AssertionError("no checkout above " + Paths.get("")));
    }
    return real(directory);
  }

  private static Path makeHome() {
    String named = System.getProperty("hutch.it.home", "");
    String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
    Path home =
        !named.isEmpty()
            ? Path.of(named)
            : (cache.isEmpty()
                    ? Path.of(System.getProperty("user.home"), ".cache")
                    : Path.of(cache))
                .resolve("hutch-it");
    try {
      return real(Files.createDirectories(home.toAbsolutePath()));
    } catch (IOException e) {
      throw new UncheckedIOException("no home for the tests; name one with -Dhutch.it.home", e);
    }
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
