package dev.hutch.rootfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Makes disks where there is no room and where nothing may be written, for which even root needs
 * other mounts: each case runs in a JVM of its own under bwrap.
 */
class BadPlaceTest {
  private static final String PATH = Objects.requireNonNullElse(System.getenv("PATH"), "");

  @TempDir Path home;

  @Test
  void withoutRoomIsNamedAndNothingIsLeft() {
    assertThat(inside("--size", "65536", "--tmpfs", home.toString()))
        .contains("No space left on device; free some space, or choose another home")
        .contains("left behind: 0");
  }

  @Test
  void thatIsReadOnlyIsNamedAndNothingIsLeft() {
    assertThat(inside("--ro-bind", home.toString(), home.toString()))
        .contains("Read-only file system; choose a home that can be written")
        .contains("left behind: 0");
  }

  private String inside(String... mounts) {
    List<String> arguments =
        new ArrayList<>(List.of("--dev-bind", "/", "/", "--setenv", "PATH", PATH));
    arguments.addAll(List.of(mounts));
    arguments.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    arguments.addAll(List.of("-cp", classes(Tool.class) + ":" + classes(Inside.class)));
    arguments.addAll(List.of(Inside.class.getName(), home.toString()));
    return Tool.find("bwrap", "bubblewrap").run(arguments);
  }

  private static String classes(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  /** Runs in the other JVM: tries each kind of disk and tells what happened. */
  static final class Inside {
    public static void main(String[] args) throws IOException {
      Path home = Path.of(args[0]);
      byte[] agent = new byte[200_000];
      attempt(() -> new AgentDisk(home).image(ContentKey.sha256(agent), () -> agent));
      attempt(() -> new BaseImage(home).image());
      attempt(() -> new BoxDisk(home).create(home.resolve("disk"), BoxDisk.DEFAULT_BYTES));
      try (var files = Files.walk(home)) {
        System.out.println("left behind: " + files.filter(Files::isRegularFile).count());
      }
    }

    private static void attempt(Runnable what) {
      try {
        what.run();
        System.out.println("no exception");
      } catch (RootfsException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
