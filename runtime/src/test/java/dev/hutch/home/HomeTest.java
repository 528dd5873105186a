package dev.hutch.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.HutchException;
import dev.hutch.InvalidSpecException;
import dev.hutch.jailer.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
  @TempDir private Path directory;

  @Test
  void makesItsDirectoriesForItsOwnerOnly() throws IOException {
    Home home = Home.open(directory.resolve("h"));
    for (Path path : Set.of(home.root(), home.boxes(), home.cache())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void refusesAHomeBelowAFile() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> Home.open(file.resolve("home")))
        .isInstanceOf(HutchException.class)
        .hasMessageContainingAll(file.toString(), "--home", "HUTCH_HOME");
  }

  @Test
  void refusesAHomeThatOthersCanWriteTo() throws IOException {
    Path open = Files.createDirectory(directory.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(() -> Home.open(open))
        .isInstanceOf(HutchException.class)
        .hasMessageContainingAll(open.toString(), "rwxrwxrwx", "chmod 0700");
  }

  @Test
  void refusesAHomeInWhichNoSocketPathFits() {
    Path deep = directory.resolve("d".repeat(100));
    assertThatThrownBy(() -> Home.open(deep))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContainingAll(deep.toString(), "shorter");
    assertThat(deep).doesNotExist();
  }

  @Test
  void givesIdsThatNeverMeet() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      String id = Ids.fresh();
      assertThat(id).matches("[a-z][a-z2-7]{19}");
      assertThat(ids.add(id)).isTrue();
    }
  }

  @Test
  void deletesABoxsFilesAndNothingElse() throws IOException {
    Home home = Home.open(directory.resolve("h"));
    BoxDirectory doomed = BoxDirectory.create(home, "box-1");
    BoxDirectory kept = BoxDirectory.create(home, "box-10");
    Files.createFile(doomed.disk());
    doomed.delete();
    doomed.delete();
    assertThat(doomed.path()).doesNotExist();
    assertThat(kept.path()).isDirectory();
  }

  @Test
  void refusesToMakeABoxTwice() {
    Home home = Home.open(directory.resolve("h"));
    BoxDirectory.create(home, "box-1");
    assertThatThrownBy(() -> BoxDirectory.create(home, "box-1"))
        .isInstanceOf(HutchException.class)
        .hasMessageContaining("box-1");
  }
}
