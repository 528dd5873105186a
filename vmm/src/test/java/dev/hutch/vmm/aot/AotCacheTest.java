package dev.hutch.vmm.aot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.vmm.cache.Program;
import dev.hutch.vmm.cache.Seal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains a cache for the real shim, once, with the JVM that the tests run on. */
class AotCacheTest {
  private static final List<String> TRAINING = List.of("--train", "training");
  private static final List<String> said = new ArrayList<>();

  @TempDir static Path home;
  private static ShimJvm jvm = new ShimJvm(Path.of(""), List.of());
  private static Path cache = Path.of("");

  @TempDir Path scratch;

  @BeforeAll
  static void train() throws IOException {
    jvm = ShimJars.in(home);
    cache = cache().prepare(jvm, TRAINING).orElseThrow(() -> new AssertionError(said));
  }

  @Test
  void isUsedByTheShimsJvm() throws IOException {
    List<String> command = new ArrayList<>(jvm.command(Optional.of(cache)));
    Path log = scratch.resolve("loaded");
    command.add(command.indexOf("-cp"), "-Xlog:class+load:file=" + log);
    command.addAll(TRAINING);
    run(command);
    assertThat(log)
        .content()
        .containsPattern(ShimJvm.MAIN_CLASS.replace(".", "\\.") + " source: shared objects file")
        .containsPattern("dev\\.hutch\\.bindings\\.posix\\.Fd source: shared objects file")
        .doesNotContain("source: file:");
  }

  @Test
  void isFoundAfterwardsWithoutAnotherTrainingAndNothingIsLeftOfIt() throws IOException {
    List<String> heard = new ArrayList<>();
    assertThat(new AotCache(home, heard::add).prepare(jvm, TRAINING)).contains(cache);
    assertThat(heard).isEmpty();
    try (Stream<Path> files = Files.list(home.resolve("aot"))) {
      assertThat(files).noneMatch(file -> file.toString().contains(".partial-"));
    }
  }

  @Test
  void ofAJarThatChangedIsAnotherEvenWithTheOldSizeAndTimes() throws IOException {
    Path jar = jvm.classPath().getLast();
    Path kept = Files.copy(jar, scratch.resolve("kept"), StandardCopyOption.COPY_ATTRIBUTES);
    byte[] bytes = Files.readAllBytes(jar);
    bytes[bytes.length - 1] ^= 1;
    FileTime modified = Files.getLastModifiedTime(jar);
    Files.write(jar, bytes);
    Files.setLastModifiedTime(jar, modified);
    assertThat(cache().find(jvm, TRAINING)).isEmpty();
    Files.copy(kept, jar, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    assertThat(cache().find(jvm, TRAINING)).contains(cache);
  }

  @Test
  void thatWasTouchedOrTrainedOtherwiseIsNotUsed() throws IOException {
    assertThat(cache().find(jvm, List.of("--train", "other"))).isEmpty();
    Path spoiled = scratch.resolve("aot");
    Files.createDirectories(spoiled);
    try (Stream<Path> files = Files.list(home.resolve("aot"))) {
      for (Path file : files.toList()) {
        Files.copy(file, spoiled.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    AotCache other = new AotCache(scratch, said::add);
    Path copy = spoiled.resolve(cache.getFileName());
    new Seal(copy).set();
    assertThat(other.find(jvm, TRAINING)).contains(copy);
    FileTime modified = Files.getLastModifiedTime(copy);
    Files.write(copy, new byte[] {1}, StandardOpenOption.WRITE);
    Files.setLastModifiedTime(copy, modified);
    assertThat(other.find(jvm, TRAINING)).isEmpty();
  }

  @Test
  void cannotBeHadForClassesInAFolderAndSaysSo() {
    List<String> heard = new ArrayList<>();
    ShimJvm folder = new ShimJvm(jvm.home(), List.of(scratch));
    assertThat(new AotCache(home, heard::add).prepare(folder, TRAINING)).isEmpty();
    assertThat(heard).containsExactly("shims start slowly: " + scratch + " is not a jar");
  }

  @Test
  void ofAShimThatCannotBeTrainedIsNoneWithTheReasonAndNothingLeft() throws IOException {
    List<String> heard = new ArrayList<>();
    ShimJvm half = new ShimJvm(jvm.home(), List.of(jvm.classPath().getFirst()));
    assertThat(new AotCache(scratch, heard::add).prepare(half, TRAINING)).isEmpty();
    assertThat(heard).last().asString().contains("ClassNotFoundException: " + ShimJvm.MAIN_CLASS);
    try (Stream<Path> files = Files.list(scratch.resolve("aot"))) {
      assertThat(files).noneMatch(file -> file.toString().contains(".partial-"));
    }
  }

  private static AotCache cache() {
    return new AotCache(home, said::add);
  }

  private void run(List<String> command) {
    new Program(Path.of(command.getFirst()))
        .run(command.subList(1, command.size()), Map.of(), scratch, Duration.ofMinutes(1));
  }
}
