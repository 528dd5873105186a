package dev.hutch.vmm.aot;

import dev.hutch.vmm.cache.PartialDirectory;
import dev.hutch.vmm.cache.PartialFile;
import dev.hutch.vmm.cache.PreparationException;
import dev.hutch.vmm.cache.Program;
import dev.hutch.vmm.cache.Seal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The ahead-of-time cache (JEP 483) of the shim's classes, parsed and linked: it saves a shim about
 * 150 ms of CPU. Trained once per combination of jars, JDK and flags.
 */
public final class AotCache {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Path directory;
  private final Consumer<String> progress;

  /**
   * Caches kept in {@code cache/aot}.
   *
   * @param cache the home's cache directory; made when first needed
   * @param progress gets a line before a training, and one if none can be had
   */
  public AotCache(Path cache, Consumer<String> progress) {
    this.directory = cache.resolve("aot");
    this.progress = progress;
  }

  /**
   * The cache for a shim, trained if there is none, which takes a few seconds. Before it gets its
   * name the VM has mapped it in a run that would have failed otherwise.
   *
   * @param jvm what shims are started with
   * @param trainingArguments the shim's arguments for the training run; with other arguments,
   *     another cache
   * @return the cache; empty, said to {@code progress}, if it cannot be made or the classes do not
   *     come from jars: shims then start slower
   * @throws PreparationException if the cache directory cannot be used or this thread is
   *     interrupted
   */
  public Optional<Path> prepare(ShimJvm jvm, List<String> trainingArguments) {
    Optional<Path> folder = jvm.classPath().stream().filter(Files::isDirectory).findFirst();
    if (folder.isPresent()) {
      progress.accept("shims start slowly: " + folder.get() + " is not a jar");
      return Optional.empty();
    }
    try {
      Path target = target(jvm, trainingArguments);
      if (!new Seal(target).holds()) {
        progress.accept("training the shim's start-up cache, a few seconds, once");
        train(jvm, trainingArguments, target);
      }
      return Optional.of(target);
    } catch (PreparationException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      progress.accept("shims start slowly, their cache could not be made: " + e.getMessage());
      return Optional.empty();
    } catch (IOException e) {
      throw PreparationException.writing(directory, e);
    }
  }

  /**
   * The cache that {@link #prepare} would give without training.
   *
   * @param jvm what shims are started with
   * @param trainingArguments the shim's arguments for the training run
   * @return the cache, empty if it would have to be trained
   * @throws PreparationException if the cache directory cannot be used
   */
  public Optional<Path> find(ShimJvm jvm, List<String> trainingArguments) {
    if (jvm.classPath().stream().anyMatch(Files::isDirectory)) {
      return Optional.empty();
    }
    try {
      Path target = target(jvm, trainingArguments);
      return new Seal(target).holds() ? Optional.of(target) : Optional.empty();
    } catch (IOException e) {
      throw PreparationException.writing(directory, e);
    }
  }

  private Path target(ShimJvm jvm, List<String> trainingArguments) throws IOException {
    String key = CacheKey.of(jvm, trainingArguments, directory);
    return directory.resolve(key + ".aot").toAbsolutePath();
  }

  private void train(ShimJvm jvm, List<String> arguments, Path target) throws IOException {
    try (PartialFile cache = PartialFile.of(target);
        PartialDirectory work = PartialDirectory.in(directory)) {
      // Three runs rather than -XX:AOTCacheOutput, which hands the flags on in an environment
      // variable, where a space in a path breaks them.
      String recorded = "-XX:AOTConfiguration=recorded";
      run(jvm, List.of("-XX:AOTMode=record", recorded), arguments, work.path());
      String made = "-XX:AOTCache=" + cache.path();
      run(jvm, List.of("-XX:AOTMode=create", recorded, made), List.of(), work.path());
      run(jvm, List.of("-XX:AOTMode=on", made), arguments, work.path());
      cache.install();
      new Seal(target).set();
    }
  }

  private static void run(ShimJvm jvm, List<String> mode, List<String> arguments, Path directory) {
    List<String> command = new ArrayList<>(jvm.flags());
    command.addAll(mode);
    command.addAll(List.of("-cp", jvm.joinedClassPath(), ShimJvm.MAIN_CLASS));
    command.addAll(arguments);
    new Program(jvm.java()).run(command, Map.of(), directory, LIMIT);
  }
}
