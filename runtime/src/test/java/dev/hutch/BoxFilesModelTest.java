package dev.hutch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random things done to files of a box and, by the default provider, to files of the host: each has
 * the same result, and leaves the same files.
 */
@Timeout(120)
class BoxFilesModelTest extends WithPlainAgent {
  private static final int STEPS = 1_000;

  /** Links lead upwards, but not as far as to each other's files. */
  private static final String DEEP = "1/2/3/4/5/6";

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theFilesOfABoxBehaveAsThoseOfTheHost(long seed) throws IOException {
    Path hostTop = directory.resolve("host");
    Path guestTop = directory.resolve("guest");
    Path host = Files.createDirectories(hostTop.resolve(DEEP));
    Path guest = Files.createDirectories(guestTop.resolve(DEEP));
    Random random = new Random(seed);
    try (FileSystem box = agent.files("plain").fileSystem()) {
      for (int i = 0; i < STEPS; i++) {
        long step = random.nextLong();
        String expected = new FileSteps(hostTop, host, step).run();
        Path inBox = box.getPath(guest.toString());
        assertThat(new FileSteps(box.getPath(guestTop.toString()), inBox, step).run())
            .as("seed %d step %d", seed, i)
            .isEqualTo(expected);
        assertThat(tree(guest)).as("seed %d step %d: %s", seed, i, expected).isEqualTo(tree(host));
        startAnewNowAndThen(host, guest, random);
      }
    }
  }

  /** Everything there is to see of all files but their times. */
  private static Map<String, List<Object>> tree(Path top) throws IOException {
    Map<String, List<Object>> tree = new TreeMap<>();
    if (Files.notExists(top)) {
      return tree;
    }
    try (Stream<Path> files = Files.walk(top)) {
      files.forEach(file -> tree.put(top.relativize(file).toString(), look(file)));
    }
    return tree;
  }

  private static List<Object> look(Path file) {
    try {
      Map<String, Object> attributes =
          Files.readAttributes(file, "unix:mode,nlink,uid,gid", LinkOption.NOFOLLOW_LINKS);
      Object content = "";
      if (Files.isSymbolicLink(file)) {
        content = Files.readSymbolicLink(file);
      } else if (Files.isRegularFile(file)) {
        content = FileSteps.hash(Files.readAllBytes(file));
      }
      return List.of(new TreeMap<>(attributes), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void startAnewNowAndThen(Path host, Path guest, Random random) throws IOException {
    boolean anew = random.nextInt(100) == 0;
    for (Path top : List.of(host, guest)) {
      if (anew && Files.exists(top)) {
        try (Stream<Path> files = Files.walk(top)) {
          for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
            Files.delete(file);
          }
        }
      }
      Files.createDirectories(top);
    }
  }
}
