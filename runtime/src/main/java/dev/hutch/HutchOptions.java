package dev.hutch;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a runtime works. Immutable; each method with a parameter returns a changed copy.
 *
 * @param home the directory of boxes, images and caches; made, with mode 0700, where it is missing
 * @param engine what runs the boxes
 * @param shimPool how many shims are kept started ahead of the boxes that will take them, 0 to 64
 * @param libkrun the library to use instead of an installed or fetched one
 * @param libkrunfw the firmware library to use instead of an installed or fetched one
 * @param progress told, in one line of text each, about the long steps of a first use; called on
 *     the thread that does them
 * @param prepareAtOpen whether all that a start needs is made ready when the runtime is opened;
 *     otherwise at its first start, and a runtime that only looks after boxes needs none of it
 */
public record HutchOptions(
    Path home,
    EngineChoice engine,
    int shimPool,
    @Nullable Path libkrun,
    @Nullable Path libkrunfw,
    Consumer<String> progress,
    boolean prepareAtOpen) {
  private static final int MAX_POOL = 64;

  /**
   * Checks the options.
   *
   * @throws InvalidSpecException if the pool is not 0 to 64
   */
  public HutchOptions {
    home = home.toAbsolutePath().normalize();
    if (shimPool < 0 || shimPool > MAX_POOL) {
      throw new InvalidSpecException("shimPool is " + shimPool + ", but must be 0 to " + MAX_POOL);
    }
  }

  /**
   * What the environment says: {@code HUTCH_HOME} (else {@code ~/.hutch}), {@code HUTCH_ENGINE},
   * {@code HUTCH_LIBKRUN}, {@code HUTCH_LIBKRUNFW}; one pre-started shim; progress is dropped.
   *
   * @throws InvalidSpecException if {@code HUTCH_ENGINE} names no engine
   */
  public static HutchOptions fromEnvironment() {
    Map<String, String> env = System.getenv();
    String home = env.get("HUTCH_HOME");
    return new HutchOptions(
        home == null || home.isEmpty() ? userHome(env).resolve(".hutch") : Path.of(home),
        EngineChoice.parse(env.getOrDefault("HUTCH_ENGINE", "auto")),
        1,
        pathOrNull(env.get("HUTCH_LIBKRUN")),
        pathOrNull(env.get("HUTCH_LIBKRUNFW")),
        line -> {},
        true);
  }

  /** A copy with another home. */
  public HutchOptions home(Path directory) {
    return new HutchOptions(
        directory, engine, shimPool, libkrun, libkrunfw, progress, prepareAtOpen);
  }

  /** A copy with another engine. */
  public HutchOptions engine(EngineChoice choice) {
    return new HutchOptions(home, choice, shimPool, libkrun, libkrunfw, progress, prepareAtOpen);
  }

  /** A copy with another number of pre-started shims, 0 to 64. */
  public HutchOptions shimPool(int count) {
    return new HutchOptions(home, engine, count, libkrun, libkrunfw, progress, prepareAtOpen);
  }

  /** A copy that uses this libkrun. */
  public HutchOptions libkrun(Path library) {
    return new HutchOptions(home, engine, shimPool, library, libkrunfw, progress, prepareAtOpen);
  }

  /** A copy that uses this libkrunfw. */
  public HutchOptions libkrunfw(Path library) {
    return new HutchOptions(home, engine, shimPool, libkrun, library, progress, prepareAtOpen);
  }

  /** A copy that tells its progress. */
  public HutchOptions progress(Consumer<String> listener) {
    return new HutchOptions(home, engine, shimPool, libkrun, libkrunfw, listener, prepareAtOpen);
  }

  /** A copy that makes everything ready when it is opened, or at its first start only. */
  public HutchOptions prepareAtOpen(boolean atOpen) {
    return new HutchOptions(home, engine, shimPool, libkrun, libkrunfw, progress, atOpen);
  }

  /** As a shell reads {@code ~}; Java's own property looks the user up and knows no HOME. */
  private static Path userHome(Map<String, String> env) {
    String home = env.get("HOME");
    return Path.of(home == null || home.isEmpty() ? System.getProperty("user.home") : home);
  }

  private static @Nullable Path pathOrNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : Path.of(text);
  }
}
