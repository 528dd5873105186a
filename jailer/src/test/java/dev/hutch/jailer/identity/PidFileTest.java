package dev.hutch.jailer.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.JailerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {
  private static final BoxId BOX = new BoxId("box-1");
  private static final ShimIdentity IDENTITY =
      new ShimIdentity(4242, 98765, "e4a1b7aa-0000-4000-8000-00000000abcd", BOX);

  @TempDir private Path directory;

  @Test
  void whatIsWrittenIsRead() throws Exception {
    file().write(IDENTITY);

    assertThat(file().read(BOX)).isEqualTo(new PidRecord.Present(IDENTITY));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().path())))
        .isEqualTo("rw-------");
    assertThat(names()).containsExactly("shim.pid");
  }

  @Test
  void aFileThatIsNotThereIsMissing() {
    assertThat(file().read(BOX)).isEqualTo(new PidRecord.Missing());
  }

  @Test
  void aFileCutOffAnywhereIsNeverBelieved() throws Exception {
    file().write(IDENTITY);
    byte[] whole = Files.readAllBytes(file().path());

    for (int length = 0; length < whole.length; length++) {
      Files.write(file().path(), Arrays.copyOf(whole, length));
      assertThat(file().read(BOX))
          .as("cut to %d bytes", length)
          .isInstanceOf(PidRecord.Unreadable.class);
    }
  }

  @Test
  void damageIsAnAnswerAndNeverAnException() throws Exception {
    file().write(IDENTITY);
    byte[] whole = Files.readAllBytes(file().path());
    Random random = new Random(20251120);

    for (int i = 0; i < 2000; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      Files.write(file().path(), damaged);
      assertThat(file().read(BOX)).isNotNull();
    }
    Files.write(file().path(), new byte[100_000]);
    assertThat(file().read(BOX)).isInstanceOf(PidRecord.Unreadable.class);
  }

  @Test
  void aRecordOfAnotherBoxIsForeign() {
    BoxId other = new BoxId("box-10");
    file().write(new ShimIdentity(1, 1, IDENTITY.bootId(), other));

    assertThat(file().read(BOX)).isEqualTo(new PidRecord.Foreign(other));
  }

  @Test
  void aDirectoryOrALinkInItsPlaceIsUnreadable() throws Exception {
    Path elsewhere = directory.resolve("elsewhere");
    new PidFile(elsewhere).write(IDENTITY);
    Files.createSymbolicLink(file().path(), elsewhere);
    assertThat(file().read(BOX)).isInstanceOf(PidRecord.Unreadable.class);

    Files.delete(file().path());
    Files.createDirectory(file().path());
    assertThat(file().read(BOX)).isInstanceOf(PidRecord.Unreadable.class);
  }

  @Test
  void aFailedWriteLeavesNoTemporaryFile() throws Exception {
    Files.createDirectories(file().path().resolve("in the way"));

    assertThatThrownBy(() -> file().write(IDENTITY))
        .isInstanceOf(JailerException.class)
        .hasMessageContaining(file().path().toString());
    assertThat(names()).containsExactly("shim.pid");
  }

  @Test
  void aReaderNeverSeesAPartOfAWrite() throws Exception {
    file().write(IDENTITY);
    AtomicBoolean done = new AtomicBoolean();
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int pid = 1; pid < 200; pid++) {
                    file().write(new ShimIdentity(pid, 98765, IDENTITY.bootId(), BOX));
                  }
                  done.set(true);
                });

    while (!done.get() && writer.isAlive()) {
      assertThat(file().read(BOX)).isInstanceOf(PidRecord.Present.class);
    }
    writer.join();
    assertThat(done).isTrue();
  }

  @Test
  void theTextIsForPeopleToo() throws Exception {
    file().write(IDENTITY);

    assertThat(Files.readString(file().path(), UTF_8))
        .isEqualTo(
            "hutch-shim=1\npid=4242\nstart=98765\nboot="
                + IDENTITY.bootId()
                + "\nbox=box-1\nend\n");
  }

  private PidFile file() {
    return new PidFile(directory.resolve("shim.pid"));
  }

  private Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList().stream();
    }
  }
}
