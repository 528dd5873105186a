package dev.hutch.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.BoxGoneException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.StandardWatchEventKinds;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Paths of a box, of which nothing is asked. */
class BoxPathTest {
  private final BoxFileSystem box = box("box");

  private static BoxFileSystem box(String id) {
    return BoxFileSystem.open(
        id,
        () -> {
          throw new BoxGoneException("the box is gone");
        });
  }

  @AfterEach
  void close() {
    box.close();
  }

  @Test
  void everyNameComesBackAsTheBytesItWas() {
    Random random = new Random(4);
    for (int i = 0; i < 20_000; i++) {
      byte[] name = new byte[1 + random.nextInt(12)];
      random.nextBytes(name);
      for (int j = 0; j < name.length; j++) {
        boolean plain = name[j] == 0 || name[j] == '/' || name[j] == '.' || random.nextInt(3) == 0;
        name[j] = plain ? (byte) 'x' : name[j];
      }
      Path path = box.root().resolveName(name);
      assertThat(((BoxPath) path.getFileName()).bytes()).isEqualTo(name);
      assertThat(box.getPath(path.toString())).isEqualTo(path);
      assertThat(Path.of(path.toUri())).isEqualTo(path);
    }
  }

  @Test
  void textIsUtf8() {
    String text = "/gr\u00fc\u00df/\u65e5\u672c/\ud83d\ude00/\ufffd";
    assertThat(box.getPath(text)).hasToString(text);
    assertThat(box.getPath(text).bytes()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void twoWaysToWriteTheSameBytesAreOnePath() {
    assertThat(box.getPath("\udcc3\udca9")).isEqualTo(box.getPath("\u00e9")).hasToString("\u00e9");
  }

  @Test
  void whatNoNameCanBeIsRefused() {
    assertThatThrownBy(() -> box.getPath("a\0b")).isInstanceOf(InvalidPathException.class);
    assertThatThrownBy(() -> box.getPath("a\ud83d")).isInstanceOf(InvalidPathException.class);
    assertThatThrownBy(() -> box.getPath("\udfff")).isInstanceOf(InvalidPathException.class);
    assertThatThrownBy(() -> box.getPath("a").resolve(Path.of("b")))
        .isInstanceOf(ProviderMismatchException.class);
    assertThat(box.getPath("a").startsWith(Path.of("a"))).isFalse();
    assertThat(box.getPath("a")).isNotEqualTo(Path.of("a"));
  }

  @Test
  void aUriNamesTheBoxWhileItsFileSystemIsOpen() {
    URI uri = box.getPath("/a b/%/#?").toUri();
    assertThat(uri).hasToString("hutch://box/a%20b/%25/%23%3F");
    assertThat(Path.of(uri)).isEqualTo(box.getPath("/a b/%/#?"));
    assertThat(FileSystems.getFileSystem(URI.create("hutch://box/"))).isSameAs(box);
    box.close();
    assertThatThrownBy(() -> Path.of(uri)).isInstanceOf(FileSystemNotFoundException.class);
  }

  @Test
  void whatIsNoUriOfABoxIsRefused() {
    for (String uri :
        new String[] {
          "hutch:a",
          "hutch:/a",
          "hutch://box/a?b",
          "hutch://box/a#b",
          "hutch://box",
          "hutch://box/%00"
        }) {
      assertThatThrownBy(() -> Path.of(URI.create(uri)))
          .as(uri)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aUriOpensNoFileSystem() {
    assertThatThrownBy(() -> FileSystems.newFileSystem(URI.create("hutch://box/"), Map.of()))
        .isInstanceOf(FileSystemAlreadyExistsException.class);
    assertThatThrownBy(() -> FileSystems.newFileSystem(URI.create("hutch://none/"), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fileSystem()");
  }

  @Test
  void pathsOfTwoBoxesAreDifferentAndHaveAnOrder() {
    try (BoxFileSystem other = box("other")) {
      assertThat(other.getPath("/a")).isNotEqualTo(box.getPath("/a"));
      assertThat(box.getPath("/a").startsWith(other.getPath("/"))).isFalse();
      TreeSet<Path> sorted = new TreeSet<>();
      sorted.add(other.getPath("/a"));
      sorted.add(box.getPath("/b"));
      sorted.add(box.getPath("/a"));
      assertThat(sorted).containsExactly(box.getPath("/a"), other.getPath("/a"), box.getPath("/b"));
      assertThat(box.getPath("a").resolve(other.getPath("b"))).isEqualTo(box.getPath("a/b"));
    }
  }

  @Test
  void nothingWatches() {
    assertThatThrownBy(box::newWatchService).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> box.root().register(null, StandardWatchEventKinds.ENTRY_CREATE))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> box.root().toFile()).isInstanceOf(UnsupportedOperationException.class);
  }
}
