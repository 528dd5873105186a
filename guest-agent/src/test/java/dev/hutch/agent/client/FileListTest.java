package dev.hutch.agent.client;

import static dev.hutch.agent.client.FileSession.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.agent.files.DirectoryEntry;
import dev.hutch.agent.files.FileAnswer;
import dev.hutch.agent.files.FileOperation;
import dev.hutch.agent.files.FileRequest;
import dev.hutch.agent.files.GuestAttributes;
import dev.hutch.agent.files.OpenFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Directories, listed piece by piece. */
@Timeout(120)
class FileListTest {
  private static final int LARGE = 20_000;

  @TempDir private Path directory;
  private Path listed;
  private FileSession files;

  @BeforeEach
  void start() throws IOException {
    listed = Files.createDirectory(directory.resolve("listed"));
    files = FileSession.start(directory);
  }

  @AfterEach
  void end() throws IOException {
    files.close();
  }

  @Test
  void holdNamesAndTypesButNotThemselves() throws IOException {
    Files.createDirectory(listed.resolve("d"));
    Files.writeString(listed.resolve("é\n"), "");
    Files.createSymbolicLink(listed.resolve("..."), Path.of("/"));

    List<String> entries = new ArrayList<>();
    for (DirectoryEntry entry : list(false)) {
      assertThat(entry.attributes()).isNull();
      entries.add(new String(entry.name(), UTF_8) + " " + entry.type());
    }

    assertThat(entries)
        .containsExactlyInAnyOrder(
            "d " + DirectoryEntry.DIRECTORY,
            "é\n " + DirectoryEntry.REGULAR,
            "... " + DirectoryEntry.SYMBOLIC_LINK);
  }

  @Test
  void comeWithAttributesWhereAskedFor() throws IOException {
    Files.writeString(listed.resolve("file"), "12345");
    Files.createSymbolicLink(listed.resolve("link"), Path.of("file"));
    List<DirectoryEntry> entries = list(true);

    assertThat(entries).hasSize(2);
    for (DirectoryEntry entry : entries) {
      byte[] path = bytes(listed.resolve(new String(entry.name(), UTF_8)));
      GuestAttributes alone = files.done(FileRequest.stat(path, false)).attributes();
      assertThat(entry.attributes()).isEqualTo(alone);
    }
  }

  @Test
  void thatAreEmptyHaveNoEntries() throws IOException {
    assertThat(list(false)).isEmpty();
    assertThat(list(true)).isEmpty();
  }

  @Test
  void ofWhatIsNoneAreRefused() throws IOException {
    Path file = Files.writeString(listed.resolve("file"), "");
    files.open(0, OpenFlags.READ_ONLY, file);

    assertThat(files.refused(FileRequest.list(0, false))).isEqualTo(FileSession.ENOTDIR);
  }

  @Test
  void ofTwentyThousandEntriesComeWholeInBoundedMemoryWithOthersInBetween() throws Exception {
    for (int i = 0; i < LARGE; i++) {
      Files.createFile(listed.resolve("file-" + i));
    }
    files.open(0, OpenFlags.DIRECTORY, listed);
    files.open(1, OpenFlags.DIRECTORY, listed);
    long before = files.residentBytes();
    Set<String> names = new HashSet<>();
    int other = 0;
    int answers = 0;
    for (FileAnswer answer = next(0, false); !isEnd(answer); answer = next(0, false)) {
      answers++;
      for (DirectoryEntry entry : answer.entries(false)) {
        assertThat(names.add(new String(entry.name(), UTF_8))).isTrue();
      }
      other += next(1, true).entries(true).size();
    }

    assertThat(names).hasSize(LARGE).contains("file-0", "file-19999");
    assertThat(answers).isBetween(LARGE * 12 / FileOperation.MAX_BYTES, 100);
    assertThat(other).isPositive();
    assertThat(files.residentBytes() - before).isLessThan(1 << 20);
  }

  @Test
  void ofTheLongestAndTheShortestNamesFitAnAnswer() throws IOException {
    String end = "x".repeat(251);
    for (int i = 0; i < 900; i++) {
      Files.createFile(listed.resolve(i + (i % 2 == 0 ? "" : end)));
    }

    assertThat(list(true)).hasSize(900);
    assertThat(list(false)).hasSize(900);
  }

  private List<DirectoryEntry> list(boolean attributes) throws IOException {
    List<DirectoryEntry> all = new ArrayList<>();
    files.open(9, OpenFlags.DIRECTORY, listed);
    for (FileAnswer answer = next(9, attributes); !isEnd(answer); answer = next(9, attributes)) {
      all.addAll(answer.entries(attributes));
    }
    files.done(FileRequest.close(9));
    return all;
  }

  private FileAnswer next(int handle, boolean attributes) throws IOException {
    return files.done(FileRequest.list(handle, attributes));
  }

  private static boolean isEnd(FileAnswer answer) {
    return answer.bytes().length == 0;
  }
}
