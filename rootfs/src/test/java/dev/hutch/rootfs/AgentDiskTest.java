package dev.hutch.rootfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentDiskTest {
  private static final byte[] AGENT = "an agent".getBytes(StandardCharsets.UTF_8);
  private static final String SHA256 = ContentKey.sha256(AGENT);

  @TempDir Path home;

  @Test
  void holdsTheAgentAndTheDirectoriesItMountsOn() throws IOException {
    Path image = new AgentDisk(home).image(SHA256, () -> AGENT);
    Path root = ReadBack.erofs(image, home.resolve("out"));
    Path agent = root.resolve("sbin/hutch-agent");
    assertThat(agent).hasBinaryContent(AGENT);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(agent)))
        .isEqualTo("rwxr-xr-x");
    assertThat(List.of("proc", "sys", "dev", "run", "base", "box", "root"))
        .allSatisfy(name -> assertThat(root.resolve(name)).isEmptyDirectory());
  }

  @Test
  void isPrivateToItsUser() throws IOException {
    Path image = new AgentDisk(home.resolve("new/home")).image(SHA256, () -> AGENT);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(image)))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(home.resolve("new/home/agent"))))
        .isEqualTo("rwx------");
  }

  @Test
  void isMadeOnceAndFoundAfterwardsWithoutReadingTheAgent() {
    Path first = new AgentDisk(home).image(SHA256, () -> AGENT);
    Path second =
        new AgentDisk(home)
            .image(
                SHA256,
                () -> {
                  throw new AssertionError("asked again");
                });
    assertThat(second).isEqualTo(first);
  }

  @Test
  void refusesAnAgentWithAnotherHashAndLeavesNothing() throws IOException {
    AgentDisk disk = new AgentDisk(home);
    assertThatThrownBy(() -> disk.image("0".repeat(64), () -> AGENT))
        .isInstanceOf(RootfsException.class)
        .hasMessageContaining(SHA256);
    ReadBack.assertNothingPartialIn(home);
    assertThat(home.resolve("agent")).isEmptyDirectory();
  }

  @Test
  void refusesWhatIsNoHash() {
    assertThatThrownBy(() -> new AgentDisk(home).image("../../x", () -> AGENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("../../x");
  }

  @Test
  void mayBeMadeByManyAtOnce() throws Exception {
    Callable<Path> make = () -> new AgentDisk(home).image(SHA256, () -> AGENT);
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      for (Future<Path> made : threads.invokeAll(Stream.generate(() -> make).limit(6).toList())) {
        ReadBack.erofs(made.get(), Files.createTempDirectory(home, "out"));
      }
    }
    ReadBack.assertNothingPartialIn(home);
  }
}
