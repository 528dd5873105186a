package dev.hutch.vmm.aot;

import dev.hutch.agent.protocol.Protocol;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.vmm.cache.PreparationException;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The JVM a shim runs in: the calling process's own Java, the three jars, and flags chosen for
 * start and size.
 *
 * @param home the Java home, absolute, links resolved
 * @param classPath the shim's jars, absolute, links resolved; a jail binds them at these same
 *     paths, since the cache knows them by name
 */
public record ShimJvm(Path home, List<Path> classPath) {
  /** The class with the shim's {@code main}. */
  public static final String MAIN_CLASS = "dev.hutch.vmm.shim.Main";

  /**
   * Why each is there, with CPU ms until a shim says that it is warm, libkrun linked, and MB
   * resident then (Temurin 25.0.3, median of 12):
   *
   * <ul>
   *   <li>C1, late, and only for what a relay does again and again ({@code
   *       CompileThresholdScaling}, {@code compileonly}): 42 to 48 ms, 40 MB, and a relay whose
   *       part of an exec falls from some 400 us of CPU to 190 in the course of a box's first
   *       thousand operations. For whatever is called often: 51 ms, and 150 us. {@code -Xint}: 39
   *       to 41 ms, 38 MB, and 320 to 400 us for ever (in turn, load 4). Without a cache 81 ms even
   *       with {@code -Xint}. A box's first operations are interpreted all the same: nothing in the
   *       relay may loop over bytes.
   *   <li>{@code ReservedCodeCacheSize}: address space for code, by default 48 MiB.
   *   <li>{@code ArchiveRelocationMode=0}, {@code -AOTReplayTraining}: 3 ms and fewer private
   *       pages.
   *   <li>{@code AsyncDeflationInterval=0}: an idle JVM wakes once a second, not five times.
   *   <li>{@code -Xms8m}: with 2 MiB the cache's heap objects find no room, and it is refused.
   *   <li>{@code -Xmx192m}: the most that 256 clients who read nothing can have queued in the relay
   *       is 128 MiB; a relay that serves them still has room.
   *   <li>{@code -Xrs}: SIGTERM ends the process at once. Attaching, performance data and core
   *       dumps would only leave files and openings.
   *   <li>Whatever the VM prints goes to stderr; stdout is not its to use.
   * </ul>
   */
  private static final List<String> FLAGS =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:CICompilerCount=1",
          "-XX:CompileThresholdScaling=3",
          "-XX:CompileCommand=quiet",
          "-XX:CompileCommand=compileonly,dev.hutch.*::*",
          "-XX:CompileCommand=compileonly,java.lang.invoke.*::*",
          "-XX:CompileCommand=compileonly,java.nio.*::*",
          "-XX:CompileCommand=compileonly,jdk.internal.foreign.*::*",
          "-XX:CompileCommand=compileonly,jdk.internal.misc.*::*",
          "-XX:ReservedCodeCacheSize=8m",
          "-XX:+UseSerialGC",
          "-Xms8m",
          "-Xmx192m",
          "-Xrs",
          "-XX:-UsePerfData",
          "-XX:+DisableAttachMechanism",
          "-XX:-CreateCoredumpOnCrash",
          "-XX:+ErrorFileToStderr",
          "-XX:+DisplayVMOutputToStderr",
          "-Xlog:disable",
          "-Xlog:all=warning:stderr",
          "--enable-native-access=ALL-UNNAMED",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:ArchiveRelocationMode=0",
          "-XX:-AOTReplayTraining",
          "-XX:AsyncDeflationInterval=0");

  /** Copies the list. */
  public ShimJvm {
    classPath = List.copyOf(classPath);
  }

  /**
   * The Java this process runs on, with the jars its classes came from.
   *
   * @return the JVM to start shims with
   * @throws PreparationException if this Java has no {@code bin/java}, or a class came from no file
   */
  public static ShimJvm ofThisProcess() {
    Path home = Path.of(System.getProperty("java.home"));
    if (!Files.isExecutable(home.resolve("bin/java"))) {
      throw new PreparationException(
          "there is no " + home + "/bin/java to start a shim with; run on a full JDK or JRE");
    }
    return new ShimJvm(
        real(home), List.of(origin(Fd.class), origin(Protocol.class), origin(ShimJvm.class)));
  }

  private static Path origin(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      throw new PreparationException(
          "cannot tell which jar " + type.getName() + " came from; a shim needs it as a file");
    }
    try {
      return real(Path.of(source.getLocation().toURI()));
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      throw new PreparationException(
          type.getName() + " came from " + source.getLocation() + ", which is no file", e);
    }
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new PreparationException("cannot find " + path + ": " + e, e);
    }
  }

  /**
   * The program.
   *
   * @return an absolute path
   */
  public Path java() {
    return home.resolve("bin/java");
  }

  /**
   * The flags, without class path and cache.
   *
   * @return every flag, in order
   */
  public List<String> flags() {
    return FLAGS;
  }

  /**
   * The command line up to and with the main class; the shim's own arguments follow.
   *
   * <p>A cache that cannot be mapped makes the VM say so on stderr and start without it, some 150
   * ms slower: a slow box is better than none. {@link AotCache} sees to it that this does not
   * happen.
   *
   * @param cache the cache to use, see {@link AotCache#prepare}
   * @return program and arguments
   */
  public List<String> command(Optional<Path> cache) {
    List<String> command = new ArrayList<>(List.of(java().toString()));
    command.addAll(FLAGS);
    cache.ifPresent(file -> command.add("-XX:AOTCache=" + file));
    command.addAll(List.of("-cp", joinedClassPath(), MAIN_CLASS));
    return command;
  }

  String joinedClassPath() {
    return classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
