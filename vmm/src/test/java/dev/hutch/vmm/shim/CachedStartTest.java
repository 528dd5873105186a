package dev.hutch.vmm.shim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.bindings.posix.ExitStatus;
import dev.hutch.vmm.aot.AotCache;
import dev.hutch.vmm.aot.ShimJars;
import dev.hutch.vmm.aot.ShimJvm;
import dev.hutch.vmm.control.Phases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cache's training goes the way of a real start: else each class it missed costs time there.
 */
class CachedStartTest {
  private static final List<String> TRAINING =
      List.of("--train", "--engine", "emulated", "training");

  @TempDir Path directory;

  @Test
  void takesEveryClassFromTheCache() throws IOException {
    ShimJvm jvm = ShimJars.in(directory);
    List<String> said = new ArrayList<>();
    Optional<Path> cache = new AotCache(directory, said::add).prepare(jvm, TRAINING);
    assertThat(cache).as(said.toString()).isPresent();
    Path log = directory.resolve("loaded");
    List<String> command = new ArrayList<>(jvm.command(cache));
    command.add(command.indexOf("-cp"), "-Xlog:class+load:file=" + log);
    command.addAll(List.of("--owner", "1:1", "--engine", "emulated", "box-1"));
    try (GuestStandIn guest = new GuestStandIn(directory);
        ShimProcess shim = new ShimProcess(command)) {
      shim.untilWarm();
      guest.configure(shim, true);
      guest.greet();
      shim.until(Phases.HELLO);
      OwnerGoneTest.serves(guest, 1);
      guest.agentLeaves();
      assertThat(shim.exit()).isEqualTo(new ExitStatus(ExitStatus.Kind.EXITED, 0));
    }
    try (Stream<String> lines = Files.lines(log)) {
      assertThat(lines.filter(CachedStartTest::isRead)).isEmpty();
    }
  }

  private static boolean isRead(String line) {
    return line.contains("source: file:") || line.contains("source: jrt:");
  }
}
